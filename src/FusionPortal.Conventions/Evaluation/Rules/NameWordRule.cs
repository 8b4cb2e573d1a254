using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>
/// In a production account, no name holds a word of the book for another environment while nothing but the name tells whose the resource
/// is.
/// A word in a name raises a question and proves nothing; an environment tag that says another environment is
/// <see cref="EnvironmentTagRule"/>'s.
/// </summary>
internal sealed class NameWordRule(Convention convention, ConventionBook book, EnvironmentWordFinder words) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) =>
        !view.IsToldByMoreThanHabit && view.Role != AccountRole.NonProduction && !IsNamedByAws(view);

    public override Outcome Judge(in ResourceView view)
    {
        if (view.IsToldByMoreThanHabit || view.Role == AccountRole.NonProduction) return Outcome.DoesNotApply;
        var hints = words.InName(view.Resource.Name).Foreign.IsFound;
        if (IsNamedByAws(view)) return Outcome.DoesNotApply;
        if (view.Role == AccountRole.Undeclared) return hints ? Outcome.NotEvaluated : Outcome.DoesNotApply;
        if (!hints) return Outcome.Pass;
        return EnvironmentTags.Read(view.Resource.Tags, words).ForeignKey is null && !IsElsewhereAnyway(view) ? Outcome.Violation
            : Outcome.DoesNotApply;
    }

    public override Violation Describe(in ResourceView view)
    {
        var name = view.ShownName;
        var word = words.InName(view.Resource.Name).Foreign.In(view.Resource.Name);
        return Violated(
            view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {name} in {view.AccountName} hints at {word}",
            "nothing that hints at another environment", word,
            new(Witnesses.Of(view), [Witnesses.Account(view)])
            {
                Verdict = PlacementVerdict.Unknown,
                Decides = "A tag with the organization, or one with the environment, decides; a name alone proves nothing.",
            });
    }

    public override string Reason(in ResourceView view) => Undeclared.Reason(view);

    // Where a person had no say in the name, its words say nothing.
    private static bool IsNamedByAws(in ResourceView view) => AwsMade.Of(view.Resource) is { IsNamedByPerson: false };

    // By its first word it is a client's that does not belong here: then that is said, and the hint adds nothing.
    private bool IsElsewhereAnyway(in ResourceView view) =>
        view.ByHabit is { } client && !book.Settings.BelongsInProduction(client.Environment);
}
