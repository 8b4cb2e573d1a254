using System.Text.Json;

namespace FusionPortal.Core.AuditReading;

/// <summary>How events of one kind are told.</summary>
/// <param name="Kind">As the trail has it, for example <c>run.step-set</c>.</param>
/// <param name="Told">What the person did, as the rest of a sentence that begins with the person; parts stand in braces.</param>
internal sealed record EventSentence(string Kind, Func<EventFacts, FormattableString> Told)
{
    /// <summary>Before and after side by side; none where the kind has none.</summary>
    public Func<EventFacts, IEnumerable<EventChange>> Changes { get; init; } = _ => [];
}

/// <summary>What an event says of itself, and the names of what it is about.</summary>
internal sealed class EventFacts(string subject, JsonElement data, EventNames names)
{
    public string Subject => subject;

    public EventNames Names => names;

    /// <summary>The part of the subject after its colon.</summary>
    public string SubjectId => subject[(subject.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public string? Text(string name) => Of(data, name);

    public string? Text(string name, string inner) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var found) ? Of(found, inner) : null;

    public bool Is(string name) => data.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.True;

    public IReadOnlyList<JsonElement> List(string name) =>
        data.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : [];

    public static string? Of(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => found.GetString(),
            _ => found.GetRawText(),
        } : null;

    /// <summary>A reason at the end of a sentence; nothing where none was given.</summary>
    public string Because(string name = "reason") => Text(name) is { Length: > 0 } reason ? $": “{reason}”" : "";
}
