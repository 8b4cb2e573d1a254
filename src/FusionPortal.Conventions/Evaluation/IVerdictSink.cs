using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Receives verdicts. Implement it as a struct and pass it by reference: the evaluator is generic over it, so a pass costs no allocation.
/// A convention that does not apply to a subject gives no verdict at all.
/// </summary>
public interface IVerdictSink
{
    /// <summary>The subject keeps the convention.</summary>
    /// <param name="convention">The convention.</param>
    /// <param name="subject">What was judged.</param>
    void Pass(Convention convention, in VerdictSubject subject);

    void Violation(Violation violation);

    void NotEvaluated(NotEvaluatedVerdict verdict);
}

/// <summary>What a passing verdict is about.</summary>
/// <param name="Id">The ARN, or <c>organization:{orgid}</c>.</param>
/// <param name="Observation">The resource, or null where the subject is an organization.</param>
/// <param name="Organization">The known organization it belongs to, or null.</param>
public readonly record struct VerdictSubject(string Id, Observation? Observation, OrganizationRecord? Organization);

/// <summary>Collects everything; for small estates, previews and tests.</summary>
public sealed class VerdictList : IVerdictSink
{
    public List<(Convention Convention, string Subject)> Passes { get; } = [];

    public List<Violation> Violations { get; } = [];

    public List<NotEvaluatedVerdict> NotEvaluated { get; } = [];

    void IVerdictSink.Pass(Convention convention, in VerdictSubject subject) => Passes.Add((convention, subject.Id));

    void IVerdictSink.Violation(Violation violation) => Violations.Add(violation);

    void IVerdictSink.NotEvaluated(NotEvaluatedVerdict verdict) => NotEvaluated.Add(verdict);
}
