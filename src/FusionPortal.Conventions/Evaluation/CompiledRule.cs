using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>What a rule makes of one resource.</summary>
internal enum Outcome
{
    /// <summary>The convention does not apply to this resource; there is no verdict.</summary>
    DoesNotApply,
    Pass,
    Violation,
    NotEvaluated,
}

/// <summary>
/// A convention made ready for judging. <see cref="Judge"/> runs for every resource and allocates nothing;
/// the other two run only where there is something to tell. Immutable and thread-safe.
/// </summary>
internal abstract class CompiledRule(Convention convention)
{
    public Convention Convention { get; } = convention;

    public abstract Outcome Judge(in ResourceView view);

    /// <summary>
    /// Whether tags could change the outcome. Asked only where no source has told the resource's tags; the convention is then not
    /// evaluated.
    /// </summary>
    public abstract bool NeedsTags(in ResourceView view);

    /// <summary>Puts a violation into words. Called only after <see cref="Judge"/> said so.</summary>
    public abstract Violation Describe(in ResourceView view);

    /// <summary>Why the convention could not be judged. Called only after <see cref="Judge"/> said so.</summary>
    /// <summary>In a sentence, what would let it be judged.</summary>
    public virtual string Answer(in ResourceView view) => view.Role == AccountRole.Undeclared
        ? "Declaring what the account is for, on the page Accounts or over the API."
        : "Tags, name and the client's record that say the same.";

    public virtual string Reason(in ResourceView view) => throw new InvalidOperationException($"{Convention.Id} is always evaluated.");

    protected Violation Violated(
        in ResourceView view, string title, string expected, string actual, Evidence evidence, string? suggestion = null)
    {
        var resource = view.Resource;
        return new(
            Convention.Id, resource.Arn, resource.Kind, view.ShownName, resource.AccountId, resource.Region,
            view.OrgId, view.Organization?.Environment, Convention.Severity, title, expected, actual, suggestion, evidence);
    }
}
