using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

/// <summary>An organization nobody recorded is one finding, however many resources name it.</summary>
public sealed class UnrecordedTests
{
    private static readonly PortalRecords Nobody = new([], Records.Accounts);

    [Fact]
    public void ThousandResources_OfThreeUnrecordedOrganizations_AreThreeViolations()
    {
        string[] clients = ["newco", "oldco", "thirdco"];
        var resources = clients.SelectMany(c => (Observation[])
        [
            Bucket("fusion-rms-" + c, Production, ("OrgId", c)),
            User("rms_" + c, Production, ("OrgID", c)),
            .. Enumerable.Range(0, 350).Select(n => Queue($"{c}-{n}", Production, c)),
        ]).ToArray();

        var verdicts = Judge(Nobody, resources);

        Assert.Equal(clients.Select(c => ("ORG-ID-02", "organization:" + c)), verdicts.Violations.Select(v => (v.ConventionId, v.Subject)));
        Assert.All(verdicts.Violations, v => Assert.StartsWith("352 resources in POS Production name ", v.Title, StringComparison.Ordinal));
    }

    [Fact]
    public void Violation_SaysHowManyWhereAndWhatShowsIt()
    {
        var violation = Judge(
            Nobody, Bucket("fusion-rms-newco", Production, ("OrgId", "newco")), User("rms_newco", Production, ("OrgID", "newco")),
            Queue("orders", NonProduction, "NewCo")).Violations.Single(v => v.ConventionId == "ORG-ID-02");

        Assert.Equal("3 resources in POS Production and POS QA name NewCo, an organization nobody has recorded", violation.Title);
        Assert.Equal(
            ["2 resources in POS Production, a production account", "1 resource in POS QA, a non-production account"],
            violation.Evidence.Witnesses.Select(w => w.Says));
        var facts = violation.Evidence.Facts.ToLookup(f => f.Name, f => f.Value);
        Assert.Equal(["1 resource: fusion-rms-newco"], facts["S3 bucket name"]);
        Assert.Equal(["1 resource: rms_newco"], facts["IAM user name"]);
        Assert.Equal(["2 resources: fusion-rms-newco, orders"], facts["OrgId tag"]);
        Assert.Equal(["arn:aws:iam::111111111111:user/rms_newco", "arn:aws:s3:::fusion-rms-newco"], facts["POS Production"]);
        Assert.Equal(PlacementVerdict.Unknown, violation.Evidence.Verdict);
    }

    [Fact]
    public void Resource_ThatTwoTargetsShow_CountsOnce()
    {
        var bucket = Bucket("fusion-rms-newco", NonProduction, ("OrgId", "newco"));

        var violation =
            Judge(Nobody, bucket, bucket with { Tags = TagCollection.Empty }).Violations.Single(v => v.ConventionId == "ORG-ID-02");

        Assert.StartsWith("1 resource in POS QA names newco", violation.Title, StringComparison.Ordinal);
        Assert.Null(violation.Evidence.Verdict); // nothing of it is in production, so there is no mix-up
    }

    [Fact]
    public void NameAndTag_ThatDisagree_NameBothAndSaySo()
    {
        var bucket = Bucket("fusion-rms-newco", Production, ("OrgId", "otherco"));

        var seen = Seen(Nobody, bucket);

        Assert.Equal(["newco", "otherco"], seen.Select(s => s.Key));
        var dispute = Assert.Single(seen[0].Disputes);
        Assert.Equal(("otherco", 1L), (dispute.OrgId, dispute.Count));
        Assert.Contains(
            "the S3 bucket name says newco (unknown to the portal), the OrgId tag says otherco", dispute.Told, StringComparison.Ordinal);
        Assert.Contains(
            Judge(Nobody, bucket).Violations, v => v.ConventionId == "TAG-ORG-08"); // the disagreement is the bucket's own fault
    }

    [Theory]
    [InlineData("fusion-rms-acme", "acmr", "TAG-ORG-07")] // the tag of a recorded client's bucket is wrong
    [InlineData("fusion-rms-newco", "acme", "TAG-ORG-08")] // a recorded client's tag, another name
    public void Resource_OfARecordedOrganization_KeepsItsOwnFault(string name, string tag, string convention)
    {
        var verdicts = Judge(Records, Bucket(name, Production, ("OrgId", tag)));

        Assert.Contains(verdicts.Violations, v => v.ConventionId == convention);
        Assert.DoesNotContain(verdicts.Violations, v => v.ConventionId == "ORG-ID-02");
    }

    [Fact]
    public void LookAlikeAndCase_AreTheSameOrganization()
    {
        var seen =
            Seen(Nobody, Queue("a", Production, "newco"), Queue("b", Production, "NEWCO"), Queue("c", Production, "newc\u043e"),
            Queue("d", Production, "newco\u00a0"));

        Assert.Equal(("newco", 4L), (Assert.Single(seen).Key, seen[0].Resources));
    }

    [Fact]
    public void SecretInTheTag_IsNowhere()
    {
        const string secret = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

        var verdicts = Judge(Nobody, Queue("a", Production, secret));

        Assert.DoesNotContain(
            verdicts.Violations, v =>
            System.Text.Json.JsonSerializer.Serialize(v).Contains("wJalrXUtnFEMI", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(verdicts.Violations, v => v.ConventionId == "ORG-ID-02");
    }

    [Fact]
    public void RecordedOrganization_PassesOnce_AndOnlyWhereItIsSeen() => Assert.Equal(
        ["organization:acme"],
            Judge(Records, Bucket("fusion-rms-acme"), Queue("x", Production, "acme")).Passes.Where(p => p.Convention.Id == "ORG-ID-02")
            .Select(p => p.Subject));

    [Fact]
    public void UnreadAccount_OrTags_LeaveTheEstateNotEvaluated()
    {
        var unread =
            new ScanReach(
            ScanReach.Everything.ListableKinds, ScanReach.Everything.WhollyListedKinds, new HashSet<string> { NonProduction });

        Assert.Contains(
            Estate.Judge(unread, Bucket("fusion-rms-acme")).NotEvaluated, n =>
            (n.ConventionId, n.Subject) == ("ORG-ID-02", NotEvaluatedVerdict.Estate));
        Assert.Contains(
            Judge(Records, Bucket("fusion-rms-acme") with { TagsKnown = false }).NotEvaluated, n =>
            (n.ConventionId, n.Subject) == ("ORG-ID-02", NotEvaluatedVerdict.Estate));
        Assert.DoesNotContain(Judge(Records, Bucket("fusion-rms-acme")).NotEvaluated, n => n.ConventionId == "ORG-ID-02");
    }

    [Fact]
    public void BookBeforeFormat3_TellsEachResource()
    {
        var before = ConventionBook.Load(ConventionBook.Shipped.Single(s => s.Number == 2).Text);
        var resources = new[] { Queue("a", Production, "newco"), Queue("b", Production, "newco") };

        var verdicts = EvaluationPlan.Compile(before, Nobody, ScanReach.Everything).Evaluate(resources);

        Assert.Equal(4, verdicts.Violations.Count(v => v.ConventionId is "ENV-03" or "TAG-ORG-07"));
    }

    [Theory]
    [InlineData("format: 3", "format: 2", "\"organization-recorded\" needs \"format: 3\"")]
    [InlineData(
        "check: organization-recorded\n    kinds: [organization]", "check: organization-known-in-production\n    kinds: [\"*\"]",
        "Use it instead")]
    public void Book_ThatAnEarlierPortalWouldMisread_IsRefused(string was, string becomes, string says)
    {
        Assert.False(
            ConventionBook.TryLoad(ConventionBook.Default.Yaml.Replace(was, becomes, StringComparison.Ordinal), out _, out var problems));

        Assert.Contains(problems, p => p.ToString().Contains(says, StringComparison.Ordinal));
    }

    private static VerdictList Judge(PortalRecords records, params Observation[] observations) =>
        EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything).Evaluate(observations);

    private static IReadOnlyList<SeenOrganization> Seen(PortalRecords records, params Observation[] observations)
    {
        var list = new VerdictList();
        var session = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything).Begin();
        foreach (var observation in observations) session.Observe(observation, ref list);
        session.Complete(ref list);
        return session.Unrecorded;
    }

    private static Observation Queue(string name, string account, string orgId) =>
        Observations.From($"arn:aws:sqs:us-east-1:{account}:{name}", account, "us-east-1", Tags(("OrgId", orgId)));
}
