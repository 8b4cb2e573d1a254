using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// What several clients share serves clients that belong into its kind of account: no QA tenant on a production host, and no production
/// tenant on another. Which clients it serves, their installs record.
/// </summary>
public sealed class TenantsBelongHere : EstateRule
{
    public override string Word => "tenants-belong-here";

    public override string Label => "Shared resource serves clients that belong there";

    public override RuleCategory Category => RuleCategory.Environment;

    public override PlacementVerdict? Place => PlacementVerdict.WrongPlace;

    public override int FirstFormat => 3;

    public override string ExampleKind => Ec2Instance.Kind;

    public override RuleExample Passes { get; } = new(
        "The production host serves a production client.", ExampleEstate.Host("POS01", "{}"))
    {
        Captured = [ExampleEstate.Captured(Ec2Instance.Kind, "acme", "POS01")],
    };

    public override RuleExample Breaks { get; } = new(
        "The production host serves a QA client too.", ExampleEstate.Host("POS01", "{}"))
    {
        Captured =
        [
            ExampleEstate.Captured(Ec2Instance.Kind, "acme", "POS01"), ExampleEstate.Captured(Ec2Instance.Kind, "kiteqa", "POS01"),
        ],
    };

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new CapturedSightings(plan);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var sightings = seen.Collected<CapturedSightings>();
        foreach (var sighting in sightings.All.Where(s => convention.IsFor(s.Resource.Kind)))
            Judge(convention, seen.Records, sightings, sighting, ref sink);
    }

    private static void Judge<TSink>(
        Convention convention, PortalRecords records, CapturedSightings sightings, CapturedSighting sighting, ref TSink sink)
        where TSink : IVerdictSink
    {
        var resource = sighting.Resource;
        var account = records.Account(resource.AccountId);
        var said = sightings.SaidOf(sighting);
        var tenants = Tenants.Among(said, records);
        var open = sightings.LeftOpenFor(sighting).Any(c => c.OrgId is not null);
        if (tenants.Count == 0 && !open) return;
        if (account is null or { Role: AccountRole.Undeclared })
        {
            sink.NotEvaluated(resource.NotEvaluated(
                convention, $"Nobody has declared what account {Name(account, resource)} is for: production, or not.",
                "Declaring what the account is for, on the page Accounts or over the API."));
            return;
        }

        // One to whom it is dedicated and that does not belong here is told of the resource itself already.
        var wrong = tenants.Where(t => t != resource.Organization && !Belongs(t)).ToList();
        if (wrong.Count > 0) sink.Violation(Describe(convention, sighting, account, tenants, wrong, said));
        else if (open) sink.NotEvaluated(Open(convention, sightings, sighting));
        else if (tenants.All(Belongs)) sink.Pass(convention, resource.Subject);

        bool Belongs(OrganizationRecord tenant) =>
            sightings.Settings.BelongsInProduction(tenant.Environment) == (account.Role == AccountRole.Production);
    }

    /// <summary>What is said where several resources are called the same, or where one may be that nobody has seen.</summary>
    internal static NotEvaluatedVerdict Open(Convention convention, CapturedSightings sightings, CapturedSighting sighting) =>
        sightings.AreSeveral(sighting) ? Several(convention, sighting) : sighting.Resource.NotEvaluated(
            convention, $"Not every {ResourceKinds.Label(sighting.Resource.Kind)} was seen, so whether another named "
                + $"{sighting.Resource.Name} is meant in the checklists cannot be told.",
            "A complete reading of every account and region, or the account or the ID of the one that is meant in a checklist.");

    private static NotEvaluatedVerdict Several(Convention convention, CapturedSighting sighting) => sighting.Resource.NotEvaluated(
        convention, $"Several {ResourceKinds.Of(sighting.Resource.Kind).Plural} are named {sighting.Resource.Name}, so which one is meant "
            + "in the checklists cannot be told.",
        "A name of its own for each, or the region, the account or the ID of the one that is meant in a checklist.");

    private static Violation Describe(
        Convention convention, CapturedSighting sighting, AccountRecord account, IReadOnlyList<OrganizationRecord> tenants,
        IReadOnlyList<OrganizationRecord> wrong, IReadOnlyList<CapturedResource> said)
    {
        var serves = Phrases.List([.. wrong.Select(t => $"{t.OrgId} ({Phrases.Word(t.Environment)})")]);
        var isProduction = account.Role == AccountRole.Production;
        return sighting.Resource.Violated(
            convention, $"{sighting.Resource.Named} in {Name(account, sighting.Resource)} serves {serves}",
            isProduction ? "clients that belong in production" : "no client that belongs in production", serves,
            new(
                // Each for itself: together they are of two minds where one of them does not belong.
                [.. tenants.Select(Witnesses.OfRecord)],
                [
                    new("Account", $"{Name(account, sighting.Resource)} ({account.AccountId}) is declared {Phrases.Account(account.Role)}"),
                    .. said.Where(c => wrong.Any(t => string.Equals(t.OrgId, c.OrgId, StringComparison.OrdinalIgnoreCase)))
                        .Select(c => new EvidenceFact($"Tenant {c.OrgId}", CapturedWords.Told(c.Name))),
                ])
            {
                Verdict = PlacementVerdict.WrongPlace,
            });
    }

    private static string Name(AccountRecord? account, SeenResource resource) =>
        account?.Name is { Length: > 0 } name ? name : resource.AccountId;
}
