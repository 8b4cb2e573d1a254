namespace FusionPortal.Core.AuditReading;

/// <summary>A stretch of a sentence.</summary>
/// <param name="Text">As it was at the event, or as it is called now where the event keeps an id alone.</param>
/// <param name="IsValue">Something AWS, SQL or a person would take letter for letter.</param>
/// <param name="Subject">What it names, as the trail writes subjects (<c>run:0199…</c>, <c>organization:acme</c>); null for
/// words.</param>
public sealed record SentencePart(string Text, bool IsValue = false, string? Subject = null)
{
    internal static SentencePart Value(string? text) => new(string.IsNullOrEmpty(text) ? "nothing" : text, text is { Length: > 0 });

    internal static SentencePart Link(string text, string subject) => new(text, Subject: subject);
}

/// <summary>What was different before and after.</summary>
/// <param name="What">Its name: a field's label, "Title".</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="After">Null where there is nothing now.</param>
public sealed record EventChange(string What, string? Before, string? After)
{
    public bool IsChanged => Before != After;
}
