using System.Text.Json;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>What was not read is neither found right nor found wrong: a target that failed settles nothing and accuses nobody.</summary>
public sealed class SeenInPartTests
{
    private static readonly DateTimeOffset Ticked = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Observation Qa = Network("vpc-0a1b", Production, ("Environment", "qa"));

    [Fact]
    public void NetworkNobodyRead_LeavesWhatLiesInItOpen()
    {
        var database = Rds("db-pos-01") with { Facts = Facts("""{"vpcId":"vpc-0a1b"}""") };

        Assert.Equal("violation", Verdict("ENV-09", database, ScanReach.Everything, [], Qa));
        Assert.Equal("not-evaluated", Verdict("ENV-09", database, Unread(Vpc.Kind), []));
        Assert.Equal("not-evaluated", Verdict("ENV-09", database, Unread(), [], Qa with { TagsKnown = false }));
    }

    [Fact]
    public void SubnetNobodyRead_LeavesItOpenToo_WhateverItsVpcSays()
    {
        var host = Host("i-1", Production, """{"vpcId":"vpc-0c2d","subnetId":"subnet-0a"}""");

        Assert.Equal("not-evaluated", Verdict("ENV-09", host, Unread(Subnet.Kind), [], Network("vpc-0c2d", Production)));
    }

    [Theory]
    [InlineData("ENV-08", null, null, "not-evaluated")]
    [InlineData("ENV-08", "account", NonProduction, "not-evaluated")]
    [InlineData("ENV-08", "account", Production, "violation")]
    [InlineData("ENV-08", "id", "i-1", "violation")]
    [InlineData("ENV-08", "region", "us-east-1", "not-evaluated")]
    [InlineData("CFG-INT-01", "availability-zone", "us-east-1b", "not-evaluated")]
    public void OnlyOneOfItsName_IsMeantOnlyWhereNoOtherCanBe(string convention, string? fact, string? value, string verdict)
    {
        var host = Host("i-1", Production, """{"availabilityZone":"us-east-1a"}""");
        CapturedResource[] captured = [Said(Ec2Instance.Kind, "kiteqa", "POS01", fact, value)];

        Assert.Equal(verdict, Verdict(convention, host, Unread(Ec2Instance.Kind), captured));
        if (value != NonProduction) Assert.Equal("violation", Verdict(convention, host, ScanReach.Everything, captured));
    }

    [Theory]
    [InlineData(Production, "violation")]
    [InlineData(NonProduction, "not-evaluated")]
    public void Value_CapturedSinceOneAccountWasRead_IsHeldAgainstThatOne(string read, string verdict)
    {
        var host = Host("i-1", Production, """{"availabilityZone":"us-east-1a"}""");
        var reach = ScanReach.Everything with
        {
            ReadSince = new([(read, "us-east-1", Ec2Instance.Kind, Ticked.AddHours(1)),
                (read == Production ? NonProduction : Production, "us-east-1", Ec2Instance.Kind, Ticked.AddHours(-1))]),
        };

        Assert.Equal(verdict, Verdict("CFG-INT-01", host, reach, [Said(Ec2Instance.Kind, "kiteqa", "POS01", "availability-zone", "x")]));
    }

    [Theory]
    // A checklist that says the place asks for a reading of that place.
    [InlineData(Production, "us-east-1", "violation")]
    [InlineData(NonProduction, "us-east-1", "not-evaluated")]
    [InlineData(Production, "eu-west-1", "not-evaluated")]
    [InlineData(null, null, "not-evaluated")]
    public void Missing_IsTold_WhereItsOwnPlaceWasReadSince(string? account, string? region, string verdict)
    {
        var reach = Unread(Ec2Instance.Kind) with
        {
            WhollyListedIn = new HashSet<(string, string, string)>
            {
                (Production, "us-east-1", Ec2Instance.Kind), (NonProduction, "us-east-1", Ec2Instance.Kind),
            },
            ReadSince = new([(Production, "us-east-1", Ec2Instance.Kind, Ticked.AddHours(1)),
                (NonProduction, "us-east-1", Ec2Instance.Kind, Ticked.AddHours(-1))]),
        };
        var said = Said(Ec2Instance.Kind, "acme", "POS01", account is null ? null : "account", account);
        if (region is not null) said = said with { Values = [.. said.Values, Value("region", region)] };

        Assert.Equal(verdict, Verdict("CFG-INT-02", "organization:acme", reach, [said]));
    }

    [Theory]
    // Of what is listed for all regions the account is the place.
    [InlineData(Production, "violation")]
    [InlineData(NonProduction, "not-evaluated")]
    public void MissingUser_IsTold_WhereItsAccountWasRead(string account, string verdict)
    {
        var reach = Unread(IamUser.Kind) with
        {
            WhollyListedIn = new HashSet<(string, string, string)> { (Production, "", IamUser.Kind) },
        };

        Assert.Equal(
            verdict, Verdict("CFG-INT-02", "organization:acme", reach, [Said(IamUser.Kind, "acme", "rms_acme", "account", account)]));
    }

    [Theory]
    [InlineData(null, null, "not-evaluated")]
    [InlineData("account", Production, "pass")]
    [InlineData("account", NonProduction, "not-evaluated")]
    [InlineData("id", "i-1", "pass")]
    public void Namesake_IsTheOneThatIsMissing_OnlyWhereNoOtherCanBe(string? fact, string? value, string verdict)
    {
        CapturedResource[] captured = [Said(Ec2Instance.Kind, "acme", "POS01", fact, value)];
        var host = Host("i-1", Production, "{}");

        Assert.Equal(verdict, Verdict("CFG-INT-02", "organization:acme", Unread(Ec2Instance.Kind), captured, host));
        Assert.Equal("pass", Verdict("CFG-INT-02", "organization:acme", ScanReach.Everything, captured, host));
        Assert.Equal(
            fact is null ? "not-evaluated" : "pass",
            Verdict("CFG-INT-02", "organization:acme", ScanReach.Everything, captured, host, Host("i-2", NonProduction, "{}")));
    }

    [Fact]
    public void Namesake_ThatIsLeftOpen_SaysWhy_AndWhatWouldSettleIt()
    {
        var records = new PortalRecords(Records.Organizations, Records.Accounts)
        {
            Captured = new([Said(Ec2Instance.Kind, "acme", "POS01", null, null)]),
        };
        NotEvaluatedVerdict Of(ScanReach reach, params Observation[] seen) => EvaluationPlan.Compile(ConventionBook.Default, records, reach)
            .Evaluate(seen).NotEvaluated.Single(v => v.ConventionId == "CFG-INT-02");
        var host = Host("i-1", Production, "{}");

        Assert.Equal(
            $"EC2 instance POS01 in account {Production} may be somebody else’s: not every EC2 instance was seen, so whether another is "
                + "meant cannot be told.", Of(Unread(Ec2Instance.Kind), host).Reason);
        var several = Of(ScanReach.Everything, host, Host("i-2", NonProduction, "{}"));
        Assert.Equal("2 EC2 instances may be the EC2 instance POS01 that is meant, and all of them somebody else’s.", several.Reason);
        Assert.Contains("account", several.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "nothing", "violation")]
    [InlineData("account", NonProduction, "violation", "nothing")]
    public void TagOfQa_IsTold_UnlessTheTenantsOfThisVeryHostAreTold(string? fact, string? value, string tag, string tenants)
    {
        var host = Host("i-1", Production, "{}", ("Environment", "qa"));
        var other = Host("i-2", NonProduction, "{}");
        CapturedResource[] captured = [Said(Ec2Instance.Kind, "kiteqa", "POS01", fact, value)];
        Observation[] beside = fact is null ? [] : [other];

        Assert.Equal(tag, Verdict("ENV-07", host, ScanReach.Everything, captured, beside));
        Assert.Equal(tenants, Verdict("ENV-08", host, ScanReach.Everything, captured, beside));
    }

    [Fact]
    public void MultiAz_InAnotherZone_IsLeftOpen()
    {
        CapturedResource[] captured = [Said(RdsInstance.Kind, "acme", "db-pos-01", "availability-zone", "us-east-1a")];
        string At(string facts) => Verdict("CFG-INT-01", Rds("db-pos-01") with { Facts = Facts(facts) }, ScanReach.Everything, captured);

        Assert.Equal("not-evaluated", At("""{"availabilityZone":"us-east-1b","multiAz":true}"""));
        Assert.Equal("pass", At("""{"availabilityZone":"us-east-1a","multiAz":true}"""));
        Assert.Equal("violation", At("""{"availabilityZone":"us-east-1b","multiAz":false}"""));
    }

    [Fact]
    public void SecondVpc_WhereHostsWereNotRead_IsLeftOpen()
    {
        Observation[] both = [Network("vpc-0a1b", Production), Network("vpc-0c2d", Production)];

        foreach (var kind in (string[])[Ec2Instance.Kind, RdsInstance.Kind])
            foreach (var vpc in both) Assert.Equal("not-evaluated", Verdict("CFG-VPC-01", vpc, Unread(kind), [], both));
        Assert.Equal("violation", Verdict("CFG-VPC-01", both[1], ScanReach.Everything, [], both));
        Assert.Equal("pass", Verdict("CFG-VPC-01", both[0], Unread(RdsInstance.Kind), []));
    }

    private static string Verdict(
        string convention, Observation subject, ScanReach reach, CapturedResource[] captured, params Observation[] beside) =>
        Verdict(convention, subject.Arn, reach, captured, [.. beside.Except([subject]), subject]);

    private static string Verdict(
        string convention, string subject, ScanReach reach, CapturedResource[] captured, params Observation[] seen)
    {
        var records = new PortalRecords(Records.Organizations, Records.Accounts) { Captured = new(captured) };
        var list = EvaluationPlan.Compile(ConventionBook.Default, records, reach).Evaluate(seen);
        return list.Violations.Exists(v => v.ConventionId == convention && v.Subject == subject) ? "violation"
            : list.NotEvaluated.Exists(v => v.ConventionId == convention && v.Subject == subject) ? "not-evaluated"
            : list.Passes.Exists(p => p.Convention.Id == convention && p.Subject == subject) ? "pass"
            : "nothing";
    }

    // Read whole nowhere.
    private static ScanReach Unread(params string[] kinds) => ScanReach.Everything with
    {
        WhollyListedKinds = ScanReach.Everything.WhollyListedKinds.Except(kinds).ToHashSet(),
    };

    private static CapturedResource Said(string kind, string orgId, string name, string? fact, string? value) =>
        new(kind, orgId, Value("name", name), fact is null ? [] : [Value(fact, value!)]) { IsOfInstall = true };

    private static CapturedValue Value(string fact, string value) => new(
        fact, value, value, "Client install", "c) The step", "Ana Ruiz", Ticked);

    private static Observation Host(string id, string account, string facts, params (string Key, string Value)[] tags) =>
        Ec2("instance", id, account, [("Name", "POS01"), .. tags]) with { Facts = Facts(facts) };

    private static Observation Network(string id, string account, params (string Key, string Value)[] tags) =>
        Ec2("vpc", id, account, tags) with { Facts = Facts("""{"isDefault":false,"cidr":"10.0.0.0/16"}""") };

    private static JsonElement Facts(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
