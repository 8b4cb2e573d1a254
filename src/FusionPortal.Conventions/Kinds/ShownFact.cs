using System.Text.Json;

namespace FusionPortal.Conventions.Kinds;

/// <summary>
/// Something of a resource that a checklist can capture and AWS shows, so that one can be held against the other.
/// </summary>
/// <param name="Id">As templates say it behind the kind: <c>feeds: rds-instance.engine</c>. Never changed once shipped.</param>
/// <param name="Label">For people, inside a sentence: "availability zone".</param>
/// <param name="Read">What AWS shows; null where no source has told it.</param>
public sealed record ShownFact(string Id, string Label, Func<Observation, string?> Read)
{
    /// <summary>
    /// Whether what was captured says only how it begins: <c>sqlserver-ex 15</c> for <c>sqlserver-ex 15.00.4073.23.v1</c>.
    /// </summary>
    public bool ByBeginning { get; init; }

    /// <summary>
    /// Why AWS itself may have changed it since it was captured, and what would settle it; null where it changes by people alone.
    /// </summary>
    internal Func<Observation, (string Reason, string Answer)?> Moved { get; init; } = _ => null;

    /// <summary>What people call it. Where a checklist captures it, it is expected to exist.</summary>
    public static ShownFact Name { get; } = new("name", "name", r => r.Name);

    /// <summary>The id AWS gave it: the end of its ARN.</summary>
    public static ShownFact AwsId { get; } = new("id", "ID", r => r.Arn[(r.Arn.LastIndexOfAny(['/', ':']) + 1)..]);

    public static ShownFact Account { get; } = new("account", "account", r => r.AccountId);

    public static ShownFact Region { get; } = new("region", "region", r => r.Region.Length > 0 ? r.Region : null);

    /// <summary>What every kind has.</summary>
    public static IReadOnlyList<ShownFact> OfEveryKind { get; } = [Name, AwsId, Account, Region];

    /// <summary>Whether what AWS shows is what was captured. AWS and people write letter cases as they like.</summary>
    public bool Matches(string captured, string shown)
    {
        captured = captured.Trim();
        if (!ByBeginning) return string.Equals(captured, shown, StringComparison.OrdinalIgnoreCase);
        return shown.StartsWith(captured, StringComparison.OrdinalIgnoreCase)
            && (shown.Length == captured.Length || !char.IsAsciiLetterOrDigit(shown[captured.Length]));
    }

    /// <summary>One that is a text among the facts that the list tells.</summary>
    /// <param name="id">As <see cref="Id"/>.</param>
    /// <param name="label">As <see cref="Label"/>.</param>
    /// <param name="fact">The member of <see cref="Observation.Facts"/>.</param>
    public static ShownFact Of(string id, string label, string fact) => new(id, label, r => Text(r, fact));

    /// <summary>A text among the facts; null where it is absent or none.</summary>
    public static string? Text(Observation resource, string fact) =>
        resource.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(fact, out var value)
            && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
