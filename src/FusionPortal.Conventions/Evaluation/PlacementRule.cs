using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// An organization's resource is in the right kind of account. Made twice from the book: for production accounts, which host certain
/// environments only, and for the others, where those must not be.
/// </summary>
internal sealed class PlacementRule(Convention convention, ConventionBook book, AccountRole role) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => view.ByRecord is null && view.ByName is null;

    public override Outcome Judge(in ResourceView view)
    {
        if (view.IsUndecided) return view.Role == role || view.Role == AccountRole.Undeclared ? Outcome.NotEvaluated : Outcome.DoesNotApply;
        if (view.Organization is not { } organization) return Outcome.DoesNotApply;
        var belongsInProduction = book.Settings.BelongsInProduction(organization.Environment);
        if (view.Role == AccountRole.Undeclared)
        {
            // Of the two conventions only the one that could be broken is not evaluated.
            return belongsInProduction == (role == AccountRole.NonProduction) ? Outcome.NotEvaluated : Outcome.DoesNotApply;
        }

        if (view.Role != role) return Outcome.DoesNotApply;
        return belongsInProduction == (role == AccountRole.Production) ? Outcome.Pass : Outcome.Violation;
    }

    public override Violation Describe(in ResourceView view)
    {
        var organization = view.Organization!;
        var word = Phrases.Word(organization.Environment);
        var expected = role == AccountRole.Production
            ? $"a non-production account, as {organization.OrgId} is {word}"
            : $"a production account, as {organization.OrgId} is {word}";
        var title = $"{Phrases.ClientsResource(organization, view.Resource.Kind)} is in {view.AccountName}";
        return Violated(
            view, title, expected, view.AccountName,
            new(Witnesses.Of(view), [Witnesses.Account(view)]) { Verdict = PlacementVerdict.WrongPlace });
    }

    public override string Reason(in ResourceView view) =>
        view.Role == AccountRole.Undeclared ? UndeclaredAccount.Reason(view) : Undecided.Reason(view);
}
