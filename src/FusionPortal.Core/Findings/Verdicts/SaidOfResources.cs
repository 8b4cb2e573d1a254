using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Inventory;

namespace FusionPortal.Core.Findings.Verdicts;

/// <summary>Keeps what is said of some resources, and drops every other verdict.</summary>
/// <param name="arns">The resources.</param>
internal readonly struct SaidOfResources(IReadOnlySet<string> arns) : IVerdictSink
{
    public Dictionary<(string Arn, string ConventionId), Said> All { get; } = [];

    public void Pass(Convention convention, in VerdictSubject subject) =>
        Keep(subject.Id, convention.Id, new(ResourceVerdict.Pass, convention.Rule.Label, null));

    public void Violation(Violation violation) =>
        Keep(violation.Subject, violation.ConventionId, new(ResourceVerdict.Violation, violation.Title, null));

    public void NotEvaluated(NotEvaluatedVerdict verdict) =>
        Keep(verdict.Subject, verdict.ConventionId, new(ResourceVerdict.NotEvaluated, verdict.Reason, verdict.Answer));

    private void Keep(string arn, string conventionId, Said said)
    {
        if (arns.Contains(arn)) All[(arn, conventionId)] = said;
    }
}

/// <summary>What the rule says of a resource.</summary>
internal sealed record Said(ResourceVerdict Verdict, string Sentence, string? Answer);
