namespace FusionPortal.Conventions.Evaluation;

/// <summary>Rules of a security group as evidence.</summary>
internal static class EvidenceRules
{
    /// <summary>So many are named; a group may have a thousand.</summary>
    public const int Most = 10;

    public static EvidenceFact Fact(InboundRule rule) => new(
        "Rule", string.IsNullOrWhiteSpace(rule.Description) ? $"{rule.Shown}, nothing beside it"
            : $"{rule.Shown}, “{RedactedText.Of(rule.Description)}”");
}
