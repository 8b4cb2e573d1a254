using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Every organization that resources name is recorded. Each that is not is told once, with everything that names it, however many
/// resources do.
/// </summary>
public sealed class OrganizationRecorded : EstateRule
{
    /// <summary>Its word.</summary>
    public const string Rule = "organization-recorded";

    /// <summary>Conventions of shipped books that told it resource by resource, before a book used this rule.</summary>
    public static IReadOnlyList<string> ToldBefore =>
    [
        .. ConventionBook.Shipped.Select(s => ConventionBook.Load(s.Text)).Where(b => !b.Has<OrganizationRecorded>())
            .SelectMany(b => b.Conventions.Where(c => c.Rule.TellsOfUnrecorded), (_, c) => c.Id).Distinct().Order(StringComparer.Ordinal),
    ];

    public override string Word => Rule;

    public override string Label => "Organization is recorded";

    public override RuleCategory Category => RuleCategory.Record;

    public override RuleSubject Subject => RuleSubject.Organization;

    public override int FirstFormat => 3;

    public override RuleExample Passes { get; }
        = new("A client is recorded under the ID in the name.", ExampleEstate.Bucket("fusion-rms-acme"));

    public override RuleExample Breaks { get; } = new(
        "Two resources name an organization that nobody has recorded: one finding.",
        ExampleEstate.Bucket("fusion-rms-ghost"), ExampleEstate.Queue("orders", ("OrgId", "ghost")));

    internal override bool CountsResources => true;

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        foreach (var organization in seen.Records.Organizations.Where(seen.Presence.Has).OrderBy(o => o.OrgId, StringComparer.Ordinal))
            sink.Pass(convention, new VerdictSubject(OrganizationPresence.SubjectOf(organization), null, organization));
        var nearest = new NearestOrganization(seen.Records);
        foreach (var unrecorded in seen.Unrecorded) sink.Violation(Describe(convention, unrecorded, nearest.To(unrecorded.OrgId)));
        if (seen.Reach.UnseenAccounts.Count > 0 || seen.TagsPending)
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
            $"{Count(seen.Resources)} in {where} {(seen.Resources == 1 ? "names" : "name")} {seen.OrgId}, an "
                + "organization nobody has recorded",
            "a recorded client", seen.OrgId, nearest,
            new([.. seen.Accounts.Select(Witness)], [.. Facts(seen)])
            {
                Verdict = inProduction ? PlacementVerdict.Unknown : null,
                Decides = $"A client recorded as {seen.OrgId} decides, or the corrected names and tags.",
            });
    }

    private static Witness Witness(SeenInAccount account) => new(
        "Account", $"{Count(account.Count)} in {account.Name}, {Phrases.Account(account.Role)}", "AWS", WitnessVote.Abstains, null,
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
}
