using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Judges the portal's own records: an organization ID that breaks the rules makes every name made from it wrong, and an account nobody
/// declared leaves every placement in it undecided.
/// </summary>
internal static class RecordsCheck
{
    public static void Complete<TSink>(EvaluationPlan plan, ref TSink sink)
        where TSink : IVerdictSink
    {
        foreach (var convention in plan.Book.Conventions)
        {
            if (convention.Check == CheckKind.AccountDeclared) Accounts(convention, plan, ref sink);
            if (convention.Check != CheckKind.OrganizationIdRules) continue;
            foreach (var organization in plan.Records.Organizations.OrderBy(o => o.OrgId, StringComparer.Ordinal))
            {
                var subject = OrganizationPresence.SubjectOf(organization);
                var problems = OrganizationId.Validate(organization.OrgId);
                if (problems.Count == 0)
                {
                    sink.Pass(convention, new VerdictSubject(subject, null, organization));
                    continue;
                }

                var suggestion = OrganizationId.Suggest(organization.OrgId);
                sink.Violation(new(
                    convention.Id, subject, Convention.OrganizationKind, organization.OrgId, "", "", organization.OrgId,
                        organization.Environment, convention.Severity,
                    $"{Phrases.Possessive(Phrases.Client(organization))} organization ID is not valid",
                    suggestion ?? "a valid organization ID", organization.OrgId, suggestion,
                    Evidence.Of([.. problems.Select(p => new EvidenceFact("Rule", p))])));
            }
        }
    }

    // While nobody has said what an account is for, nothing in it can be in the wrong place or in the right one.
    private static void Accounts<TSink>(Convention convention, EvaluationPlan plan, ref TSink sink)
        where TSink : IVerdictSink
    {
        foreach (var account in plan.Records.Accounts.Where(a => a.IsRead).OrderBy(a => a.AccountId, StringComparer.Ordinal))
        {
            var subject = $"account:{account.AccountId}";
            if (account.Role != AccountRole.Undeclared)
            {
                sink.Pass(convention, new VerdictSubject(subject, null, null));
                continue;
            }

            sink.Violation(new(
                convention.Id, subject, Convention.AccountKind, account.Name, account.AccountId, "", null, null, convention.Severity,
                $"Nobody has declared what account {account.Name} is for", "Production or NonProduction", "undeclared", null,
                Evidence.Of(new EvidenceFact("Account", account.AccountId))));
        }
    }
}
