using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Everything that a client's checklists say exists is there. It is told once for the client, with each that is missing, and only where
/// everything was seen in which it could be, after it was captured. One of its name that may be somebody else's leaves it open.
/// </summary>
public sealed class CapturedExists : EstateRule
{
    public override string Word => "captured-exists";

    public override string Label => "What the client’s checklists name is there";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override RuleSubject Subject => RuleSubject.Organization;

    public override int FirstFormat => 3;

    public override RuleExample Passes { get; } = new(
        "The client’s install names its bucket, and there it is.", ExampleEstate.Bucket("fusion-rms-acme"))
    {
        Captured = [ExampleEstate.Captured(S3Bucket.Kind, "acme", "fusion-rms-acme")],
    };

    public override RuleExample Breaks { get; } = new(
        "The install names bucket and user, and there is no such user.", ExampleEstate.Bucket("fusion-rms-acme"))
    {
        Captured =
        [
            ExampleEstate.Captured(S3Bucket.Kind, "acme", "fusion-rms-acme"), ExampleEstate.Captured(IamUser.Kind, "acme", "rms_acme"),
        ],
    };

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new CapturedSightings(plan);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var sightings = seen.Collected<CapturedSightings>();
        var manifests = seen.Records.Captured.All.Where(c => c.OrgId is not null)
            .GroupBy(c => c.OrgId!, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            if (seen.Records.Organization(manifest.Key) is not { } client) continue;
            var expected = manifest.DistinctBy(c => (c.Kind, c.Name.Value.ToLowerInvariant())).ToList();
            var missing = expected.FindAll(c => sightings.MeantBy(c).Count == 0);
            var sure = missing.FindAll(c => IsWhole(seen.Reach, c) && WasReadAfter(seen.Reach, c));
            var subject = OrganizationPresence.SubjectOf(client);
            if (sure.Count > 0) sink.Violation(Describe(convention, client, subject, expected, sure));
            else if (missing.Count > 0) sink.NotEvaluated(Unknown(convention, client, subject, seen.Reach, missing[0]));
            else if (expected.Find(c => sightings.SurelyMeantBy(c) is null) is { } namesake)
                sink.NotEvaluated(Namesake(convention, client, subject, namesake, sightings.MeantBy(namesake)));
            else sink.Pass(convention, new VerdictSubject(subject, null, client));
        }
    }

    private static bool IsWhole(ScanReach reach, CapturedResource captured) =>
        reach.WhollyListedKinds.Contains(captured.Kind)
        || (PlaceOf(captured) is var (account, region) && reach.IsWhole(captured.Kind, account, region));

    private static bool WasReadAfter(ScanReach reach, CapturedResource captured) =>
        PlaceOf(captured) is var (account, region)
            ? reach.WasReadAfter(captured.Kind, account, region, captured.Name.At) : reach.WasReadAfter(captured.Kind, captured.Name.At);

    // Where a checklist says the place, that place; else it may be everywhere.
    private static (string AccountId, string Region)? PlaceOf(CapturedResource captured) =>
        captured.Value(ShownFact.Account.Id) is not { } account ? null
            : ResourceKinds.Of(captured.Kind).Scope == KindScope.Global ? (account.Value, "")
            : captured.Value(ShownFact.Region.Id) is { } region ? (account.Value, region.Value) : null;

    private static Violation Describe(
        Convention convention, OrganizationRecord client, string subject, List<CapturedResource> expected, List<CapturedResource> missing)
    {
        var names = Phrases.List([.. missing.Select(CapturedWords.Named)]);
        var of = $"{missing.Count} of {expected.Count} {(expected.Count == 1 ? "resource" : "resources")}";
        return new(
            convention.Id, subject, Convention.OrganizationKind, Phrases.Client(client), "", "", client.OrgId, client.Environment,
            convention.Severity,
            $"{of} that {Phrases.Possessive(Phrases.Client(client))} checklists name "
                + $"{(missing.Count == 1 ? "is" : "are")} missing: {names}",
            $"{expected.Count} as captured", $"{expected.Count - missing.Count}, without {names}", null,
            Evidence.Of(
            [
                .. missing.Select(c => new EvidenceFact($"Missing {ResourceKinds.Label(c.Kind)}", CapturedWords.Told(c.Name))),
                .. expected.Except(missing).Select(c => new EvidenceFact("Seen, or not known to be missing", CapturedWords.Named(c))),
            ]));
    }

    private static NotEvaluatedVerdict Unknown(
        Convention convention, OrganizationRecord client, string subject, ScanReach reach, CapturedResource missing) =>
        !IsWhole(reach, missing)
            ? new(
                convention.Id, subject, client.OrgId, null,
                $"{Phrases.Capital(CapturedWords.Named(missing))} was not seen, and not everything was read in which it could be.")
            : new(
                convention.Id, subject, client.OrgId, null,
                $"{Phrases.Capital(CapturedWords.Named(missing))} was captured after the last reading, which did not show it yet.")
            {
                Answer = "The next scan.",
            };

    // One of its name is there, and it may be somebody else's.
    private static NotEvaluatedVerdict Namesake(
        Convention convention, OrganizationRecord client, string subject, CapturedResource captured,
        IReadOnlyList<CapturedSighting> seen)
    {
        var (named, kind) = (CapturedWords.Named(captured), ResourceKinds.Of(captured.Kind));
        return new(
            convention.Id, subject, client.OrgId, null,
            seen.Count > 1
                ? $"{seen.Count} {kind.Plural} may be the {named} that is meant, and all of them somebody else’s."
                : $"{Phrases.Capital(named)} in account {seen[0].Resource.AccountId} may be somebody else’s: not every {kind.Label} was "
                    + "seen, so whether another is meant cannot be told.")
        {
            Answer = "A complete reading of every account and region, and the account, the region or the ID of the one that is meant in "
                + "the checklist.",
        };
    }
}
