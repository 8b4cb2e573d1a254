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
        string convention, Observation subject, ScanReach reach, CapturedResource[] captured, params Observation[] beside)
    {
        var records = new PortalRecords(Records.Organizations, Records.Accounts) { Captured = new(captured) };
        var list = EvaluationPlan.Compile(ConventionBook.Default, records, reach).Evaluate([.. beside.Except([subject]), subject]);
        return list.Violations.Exists(v => v.ConventionId == convention && v.Subject == subject.Arn) ? "violation"
            : list.NotEvaluated.Exists(v => v.ConventionId == convention && v.Subject == subject.Arn) ? "not-evaluated"
            : list.Passes.Exists(p => p.Convention.Id == convention && p.Subject == subject.Arn) ? "pass"
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
        fact, value, value, "Client install", "c) The step", "Ana Ruiz", new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    private static Observation Host(string id, string account, string facts, params (string Key, string Value)[] tags) =>
        Ec2("instance", id, account, [("Name", "POS01"), .. tags]) with { Facts = Facts(facts) };

    private static Observation Network(string id, string account, params (string Key, string Value)[] tags) =>
        Ec2("vpc", id, account, tags) with { Facts = Facts("""{"isDefault":false,"cidr":"10.0.0.0/16"}""") };

    private static JsonElement Facts(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
