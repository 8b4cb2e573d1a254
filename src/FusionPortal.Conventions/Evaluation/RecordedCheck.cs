using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation.Rules;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Tells each organization that resources name and nobody has recorded, once, with everything that names it.</summary>
internal static class RecordedCheck
{
    public static void Complete<TSink>(
        Convention convention, EvaluationPlan plan, IReadOnlyList<SeenOrganization> unrecorded, bool tagsPending,
            OrganizationPresence presence, ref TSink sink)
        where TSink : IVerdictSink
    {
        foreach (var organization in plan.Records.Organizations.Where(presence.Has).OrderBy(o => o.OrgId, StringComparer.Ordinal))
            sink.Pass(convention, new VerdictSubject(OrganizationPresence.SubjectOf(organization), null, organization));
        var nearest = new NearestOrganization(plan.Records);
        foreach (var seen in unrecorded) sink.Violation(Describe(convention, seen, nearest.To(seen.OrgId)));
        if (plan.Reach.UnseenAccounts.Count > 0 || tagsPending)
        {
            sink.NotEvaluated(new(
                convention.Id, NotEvaluatedVerdict.Estate, null, null,
                "Not every account and not every tag was read, so organizations that nobody recorded may be there unseen."));
        }
    }

    private static Violation Describe(Convention convention, SeenOrganization seen, string? nearest)
    {
        var inProduction = seen.Accounts.Any(a => a.Role == AccountRole.Production);
        var where = Phrases.List([.. seen.Accounts.Select(a => a.Name)]);
        return new(
            convention.Id, seen.Subject, Convention.OrganizationKind, seen.OrgId, "", "", seen.OrgId, null, convention.Severity,
            $"{Count(seen.Resources)} in {where} {(seen.Resources == 1 ? "names" : "name")} {seen.OrgId}, an organization nobody has recorded",
            "a recorded client", seen.OrgId, nearest,
            new([.. seen.Accounts.Select(Witness)], [.. Facts(seen)])
            {
                Verdict = inProduction ? PlacementVerdict.Unknown : null,
                Decides = $"A client recorded as {seen.OrgId} decides, or the corrected names and tags.",
            });
    }

    private static Witness Witness(SeenInAccount account) => new(
        "Account", $"{Count(account.Count)} in {account.Name}, {Role(account.Role)}", "AWS", WitnessVote.Abstains, null,
            WitnessWeight.None);

    private static IEnumerable<EvidenceFact> Facts(SeenOrganization seen)
    {
        foreach (var told in seen.ToldBy) yield return new(told.What, $"{Count(told.Count)}: {Some(told.Examples, told.Count)}");
        foreach (var dispute in seen.Disputes)
            yield return new(
            "Disagrees", $"{Count(dispute.Count)} also {(dispute.Count == 1 ? "names" : "name")} {dispute.OrgId}. {dispute.Told}");
        foreach (var environment in seen.Environments)
            yield return new("Environment tag", $"{Phrases.Word(environment.Environment)} on {Count(environment.Count)}");
        foreach (var account in seen.Accounts)
            foreach (var arn in account.Examples) yield return new(account.Name, arn);
    }

    private static string Some(IReadOnlyList<string> examples, long count) =>
        examples.Count < count ? $"{string.Join(", ", examples)} …" : string.Join(", ", examples);

    private static string Count(long resources) => resources == 1 ? "1 resource" : $"{resources} resources";

    private static string Role(AccountRole role) => role switch
    {
        AccountRole.Production => "a production account",
        AccountRole.NonProduction => "a non-production account",
        _ => "an account nobody has declared",
    };
}
