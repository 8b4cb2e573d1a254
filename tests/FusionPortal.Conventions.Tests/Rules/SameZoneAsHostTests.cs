using System.Text.Json;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

public sealed class SameZoneAsHostTests
{
    private const string Id = "CFG-RDS-03";

    private static readonly string Database = Rds("db-pos-01").Arn;

    [Theory]
    [InlineData("us-east-1a", "us-east-1a", "pass")]
    [InlineData("us-east-1a", "us-east-1b", "violation")]
    [InlineData("us-east-1a", null, "not-evaluated")]
    [InlineData(null, "us-east-1a", "not-evaluated")]
    public void Database_IsJudgedByItsHostsZone(string? database, string? host, string verdict) =>
        Assert.Equal(verdict, Verdict(Records, ScanReach.Everything, Rds("db-pos-01", database), Host("i-1", "POS01", host)));

    [Fact]
    public void NoInstall_NoVerdict_HoweverTheNumbersAgree() => Assert.Equal(
        "nothing", Verdict(
            Evaluation.Estate.Records, ScanReach.Everything, Rds("db-pos-01", "us-east-1a"), Host("i-1", "POS01", "us-east-1b")));

    [Fact]
    public void Violation_SaysBothZones_TheHostAndWhoSaysSo()
    {
        var found = Assert.Single(
            Judge(Records, Rds("db-pos-01", "us-east-1a"), Host("i-1", "pos01", "us-east-1b")).Violations, IsOurs);

        Assert.Equal(
            ("RDS instance db-pos-01 is in us-east-1a, its host pos01 in us-east-1b", "us-east-1b", "us-east-1a"),
            (found.Title, found.Expected, found.Actual));
        Assert.Contains(
            found.Evidence.Facts, f => f.Name == "Host" && f.Value.EndsWith("by the install of acme", StringComparison.Ordinal));
        Assert.Equal((Database, RdsInstance.Kind, Production), (found.Subject, found.Kind, found.AccountId));
    }

    [Fact]
    public void SharedDatabase_IsJudgedByEveryHost_AndOneElsewhereIsEnough()
    {
        var records = With(("acme", "POS01", "db-POS-01"), ("bolt", "POS02", "DB-POS-01"), ("kiteqa", "POS03", "db-POS-01"));

        // POS03 nobody has seen: what is seen is seen.
        var found = Assert.Single(
            Judge(records, Rds("db-pos-01", "us-east-1a"), Host("i-1", "POS01", "us-east-1a"), Host("i-2", "POS02", "us-east-1b"))
                .Violations, IsOurs);

        Assert.Contains("its host POS02 in us-east-1b", found.Title, StringComparison.Ordinal);
        Assert.Equal("not-evaluated", Verdict(records, ScanReach.Everything, Rds("db-pos-01", "us-east-1a"),
            Host("i-1", "POS01", "us-east-1a"), Host("i-2", "POS02", "us-east-1a")));
    }

    [Fact]
    public void HostNobodyHasSeen_IsNotEvaluated_AndSaysWhyAndWhatWouldHelp()
    {
        var read = Assert.Single(Judge(Records, Rds("db-pos-01", "us-east-1a")).NotEvaluated, v => v.ConventionId == Id);
        var list = new VerdictList();
        var session = EvaluationPlan.Compile(ConventionBook.Default, Records, Unread()).Begin();
        session.Observe(Rds("db-pos-01", "us-east-1a"), ref list);
        session.Complete(ref list);
        var unread = Assert.Single(list.NotEvaluated, v => v.ConventionId == Id && v.Subject == Database);

        Assert.Equal("No EC2 instance is named POS01, the host that acme is recorded on.", read.Reason);
        Assert.Contains("Name tag", read.Answer, StringComparison.Ordinal);
        Assert.Contains("were not read whole", unread.Reason, StringComparison.Ordinal);
        Assert.Contains("complete reading of EC2", unread.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_InAnotherRegion_IsElsewhere_UnlessItsOwnRegionWasNotRead()
    {
        var far = Host("i-1", "POS01", "eu-west-1a", region: "eu-west-1");

        Assert.Equal("violation", Verdict(Records, ScanReach.Everything, Rds("db-pos-01", "us-east-1a"), far));
        Assert.Equal("not-evaluated", Verdict(Records, Unread(("eu-west-1", Production)), Rds("db-pos-01", "us-east-1a"), far));
        Assert.Equal("violation", Verdict(Records, Unread(("us-east-1", Production)), Rds("db-pos-01", "us-east-1a"), far));
    }

    [Fact]
    public void Host_InAnotherAccount_IsNoPass_WhateverItsZoneIsCalled()
    {
        var far = Rds("db-pos-01", "us-east-1a");
        Observation In(string region, string zone)
        {
            var host = Host("i-1", "POS01", zone, region);
            return host with { AccountId = NonProduction, Arn = host.Arn.Replace(Production, NonProduction, StringComparison.Ordinal) };
        }

        Assert.Equal("not-evaluated", Verdict(Records, ScanReach.Everything, far, In("us-east-1", "us-east-1a")));
        Assert.Equal("violation", Verdict(Records, ScanReach.Everything, far, In("eu-west-1", "eu-west-1a")));
    }

    [Fact]
    public void MultiAz_InAnotherZoneThanItsHost_IsLeftOpen() => Assert.Equal("not-evaluated", Verdict(
        Records, ScanReach.Everything,
        Rds("db-pos-01") with { Facts = JsonSerializer.SerializeToElement(new { availabilityZone = "us-east-1b", multiAz = true }) },
        Host("i-1", "POS01", "us-east-1a")));

    [Fact]
    public void Zones_AreShownWithoutWhatReordersThem()
    {
        const string Odd = "us-east-1\u202eb";
        var found = Assert.Single(
            Judge(Records, Rds("db-pos-01", Odd), Host("i-1", "POS01", "us-east-1a")).Violations, IsOurs);

        Assert.DoesNotContain("\u202e", found.Title + found.Actual + string.Concat(found.Evidence.Facts.Select(f => f.Value)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void DatabasesOfOneName_TheOneWithAHostInItsAccountIsMeant()
    {
        var elsewhere = Rds("db-pos-01", "us-east-1c", NonProduction);
        Observation[] all = [Rds("db-pos-01", "us-east-1a"), elsewhere, Host("i-1", "POS01", "us-east-1a")];

        var verdicts = Judge(Records, all);

        Assert.Equal(Database, Assert.Single(verdicts.Passes, p => p.Convention.Id == Id).Subject);
        Assert.DoesNotContain(verdicts.Violations, IsOurs);
        Assert.DoesNotContain(verdicts.NotEvaluated, v => v.ConventionId == Id);
    }

    [Fact]
    public void Resource_ThatTwoTargetsShow_IsJudgedOnce_InWhateverOrderTheyCome()
    {
        Observation[] all =
            [Rds("db-pos-01"), Rds("db-pos-01", "us-east-1a"), Host("i-1", "POS01", null), Host("i-1", "POS01", "us-east-1b")];

        foreach (var order in (Observation[][])[all, [.. all.Reverse()]]) Assert.Single(Judge(Records, order).Violations, IsOurs);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"availabilityZone":null}""")]
    [InlineData("""{"availabilityZone":7}""")]
    [InlineData("""{"availabilityZone":""}""")]
    [InlineData("""{"availabilityZone":{"us-east-1a":true}}""")]
    public void OddFacts_AreNoZone(string facts) => Assert.Equal(
        "not-evaluated", Verdict(
            Records, ScanReach.Everything, Rds("db-pos-01") with { Facts = JsonSerializer.Deserialize<JsonElement>(facts) },
            Host("i-1", "POS01", "us-east-1a")));

    private static bool IsOurs(Violation violation) => violation.ConventionId == Id;

    private static PortalRecords Records { get; } = With(("acme", "POS01", "db-POS-01"));

    private static PortalRecords With(params IReadOnlyList<(string OrgId, string Host, string Database)> installs) =>
        new(Evaluation.Estate.Records.Organizations, Evaluation.Estate.Records.Accounts)
        {
            Captured = new([.. installs.SelectMany(i => new[]
            {
                ExampleEstate.Captured(Ec2Instance.Kind, i.OrgId, i.Host), ExampleEstate.Captured(RdsInstance.Kind, i.OrgId, i.Database),
            })]),
        };

    // EC2 was read whole in these places only.
    private static ScanReach Unread(params (string Region, string Account)[] whole) => ScanReach.Everything with
    {
        WhollyListedKinds = ScanReach.Everything.WhollyListedKinds.Where(k => k != Ec2Instance.Kind).ToHashSet(),
        WhollyListedIn = whole.Select(w => (w.Account, w.Region, Ec2Instance.Kind)).ToHashSet(),
    };

    private static VerdictList Judge(PortalRecords records, params Observation[] observations) =>
        EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything).Evaluate(observations);

    private static string Verdict(PortalRecords records, ScanReach reach, params Observation[] observations)
    {
        var list = EvaluationPlan.Compile(ConventionBook.Default, records, reach).Evaluate(observations);
        return list.Violations.Exists(v => IsOurs(v) && v.Subject == Database) ? "violation"
            : list.Passes.Exists(p => p.Convention.Id == Id && p.Subject == Database) ? "pass"
            : list.NotEvaluated.Exists(v => v.ConventionId == Id && v.Subject == Database) ? "not-evaluated"
            : "nothing";
    }

    private static Observation Rds(string name, string? zone = null, string account = Production) =>
        Evaluation.Estate.Rds(name, account) with { Facts = Zone(zone) };

    private static Observation Host(string id, string name, string? zone, string region = "us-east-1")
    {
        var host = Ec2("instance", id, Production, ("Name", name));
        return host with { Arn = host.Arn.Replace("us-east-1", region, StringComparison.Ordinal), Region = region, Facts = Zone(zone) };
    }

    private static JsonElement? Zone(string? zone) =>
        zone is null ? null : JsonSerializer.SerializeToElement(new { availabilityZone = zone });
}
