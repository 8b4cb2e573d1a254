using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

public sealed class BucketAndUserExistTests
{
    private const string Id = "CFG-REF-01";

    private static readonly Observation Files = Bucket("fusion-rms-acme", Production, ("OrgId", "acme"));

    private static readonly Observation Keys = User("rms_acme", Production, ("OrgID", "acme"));

    [Fact]
    public void Both_AreThere_InWhateverAccountAndUnderWhateverName()
    {
        AssertVerdicts("pass pass", ScanReach.Everything, Files, Keys);
        AssertVerdicts("pass pass", ScanReach.Everything, Files, User("rms_acme", NonProduction, ("OrgID", "acme")));
    }

    [Fact]
    public void OneThatIsOnlyTagged_MayBeAnything()
    {
        var backups = Bucket("acme-backups", Production, ("OrgId", "acme"));

        AssertVerdicts("not-evaluated", ScanReach.Everything, Keys, backups);
        AssertVerdicts("not-evaluated", ScanReach.Everything, Files, User("acme_media", Production, ("OrgID", "acme")));
        AssertVerdicts("pass pass", ScanReach.Everything, Files, Keys, backups);
        AssertVerdicts("", ScanReach.Everything, backups);
    }

    [Fact]
    public void Alone_IsAViolationOfTheOneThatIsThere()
    {
        AssertVerdicts("violation", ScanReach.Everything, Files);
        AssertVerdicts("violation", ScanReach.Everything, Keys);
        // Another client's is no help.
        AssertVerdicts("violation violation", ScanReach.Everything, Files, User("rms_bolt", Production, ("OrgID", "bolt")));
        Assert.Equal("Acme Stores’ bucket fusion-rms-acme has no IAM user", ViolationOf(Id, Files).Title);
        Assert.Equal("Acme Stores’ IAM user rms_acme has no bucket", ViolationOf(Id, Keys).Title);
    }

    [Fact]
    public void Alone_IsNotEvaluated_WhereNotEverythingWasListed()
    {
        var part = ScanReach.Everything with
        {
            WhollyListedKinds = ScanReach.Everything.WhollyListedKinds.Where(k => k != IamUser.Kind).ToHashSet(),
        };

        AssertVerdicts("not-evaluated", part, Files);
        AssertVerdicts("violation", part, Keys);
        // What is seen is seen.
        AssertVerdicts("pass pass", part, Files, Keys);
    }

    [Fact]
    public void Alone_IsNotEvaluated_WhileABucketsTagsAreUnknown() =>
        AssertVerdicts("not-evaluated", ScanReach.Everything, Keys, Bucket("some-files") with { TagsKnown = false });

    [Fact]
    public void OfNobody_AndOfClientsNobodyRecorded_NothingIsSaid()
    {
        AssertVerdicts("", ScanReach.Everything, Bucket("corp-wiki-files"), User("ana.ruiz"));
        AssertVerdicts("", ScanReach.Everything, Bucket("fusion-rms-ghost"), Bucket("acme-by-habit"));
    }

    private static void AssertVerdicts(string expected, ScanReach reach, params Observation[] observations)
    {
        // In whatever order they come.
        foreach (var order in (Observation[][])[observations, [.. observations.Reverse()]])
        {
            var found = Judge(reach, order);
            var verdicts = found.Passes.Where(p => p.Convention.Id == Id).Select(_ => "pass")
                .Concat(found.Violations.Where(v => v.ConventionId == Id).Select(_ => "violation"))
                .Concat(found.NotEvaluated.Where(n => n.ConventionId == Id && n.AccountId is not null).Select(_ => "not-evaluated"));
            Assert.Equal(expected, string.Join(' ', verdicts));
        }
    }
}
