using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Conventions;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>What is recorded is held against real lists and against what the portal knows, before it is kept.</summary>
public sealed class RecordedValueTests
{
    private static readonly FusionPortal.Checklists.Templates.Template Template = SmallTemplates.WithFields(
        "{id: region, label: Region, type: aws-region, required: false}",
        "{id: zone, label: Zone, type: availability-zone, required: false}",
        "{id: clock, label: Time zone, type: text, required: false, check: time-zone}",
        "{id: day, label: Signed off on, type: date, required: false, check: not-in-future}",
        "{id: account, label: Account, type: text, required: false, check: account}",
        "{id: host, label: Host name, type: text, required: false, check: own}");

    private readonly Workbench _bench = new(Template, Workbench.Acme);

    [Theory]
    [InlineData("region", "us-east-1", true)]
    [InlineData("region", "us-east-9", false)]
    [InlineData("region", "eu-nowhere-1", false)]
    [InlineData("region", "xx-new-1", true)]
    [InlineData("zone", "us-east-1f", true)]
    [InlineData("zone", "us-east-1g", false)]
    [InlineData("zone", "us-east-2d", false)]
    [InlineData("zone", "us-east-9a", false)]
    [InlineData("zone", "us-east-1-bos-1a", true)]
    [InlineData("zone", "us-east-1-xyz-1a", false)]
    [InlineData("zone", "xx-new-1a", true)]
    [InlineData("clock", "America/New_York", true)]
    [InlineData("clock", "UTC", true)]
    [InlineData("clock", "America/New_Yorc", false)]
    // The bench's clock stands at 23 November 2026, 9:00 UTC; where it is latest on earth the day is the same.
    [InlineData("day", "2026-11-23", true)]
    [InlineData("day", "2026-11-24", false)]
    [InlineData("account", "111111111111", true)]
    [InlineData("account", "222222222222", false)]
    [InlineData("host", "pos.acme.example", true)]
    [InlineData("host", "POS.other.example", false)]
    public void Value_AgainstWhatIsKnown_IsKeptOrRefusedAtItsField(string field, string value, bool kept)
    {
        _bench.Known = Known;

        var decision = _bench.Set("step", field, value);

        if (kept) decision.Accepted();
        else Assert.Equal(field, decision.Refused(RefusalReason.Invalid).Field);
        // The same on the way of a tick that brings it.
        if (!kept) Assert.Equal(field, _bench.Tick("step", values: (field, value)).Refused(RefusalReason.Invalid).Field);
    }

    [Theory]
    [InlineData(EnvironmentKind.Production, "222222222222", false)]
    [InlineData(EnvironmentKind.Staging, "222222222222", false)]
    [InlineData(EnvironmentKind.Staging, "111111111111", true)]
    [InlineData(EnvironmentKind.QA, "111111111111", false)]
    [InlineData(EnvironmentKind.QA, "222222222222", true)]
    [InlineData(EnvironmentKind.Other, "111111111111", false)]
    public void Account_OfAnEnvironment_HasItsRole(EnvironmentKind environment, string account, bool kept)
    {
        var bench = new Workbench(Template, new OrganizationFacts("acme", "Acme", environment)) { Known = Known };

        var decision = bench.Set("step", "account", account);

        if (kept) decision.Accepted();
        else Assert.Contains("is declared", decision.Refused(RefusalReason.Invalid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bucket-alternative", "fusion-rms-othershop", false)]
    [InlineData("bucket-alternative", "fusion-rms-nobodysyet", true)]
    [InlineData("bucket-alternative", "fusion-rms-othershop-2", true)]
    [InlineData("pos-domain", "othershop.FUSIONPOS.com", false)]
    [InlineData("pos-domain", "acme.fusionPOS.com", true)]
    public void Name_ThatAnotherClientGetsByConvention_IsRefusedBeforeAnybodyRecordedIt(string field, string value, bool kept)
    {
        var bench =
            new Workbench(FusionPortal.Checklists.Templates.TemplateLibrary.Get("client-install").Template, Workbench.Acme)
            {
                Known = new KnownFacts { OtherClients = ["othershop"] }
            };
        if (field == "bucket-alternative") bench.Set("aws-bucket", "bucket-taken", "yes").Accepted();

        var decision = bench.Set(field == "pos-domain" ? "hosting-domains" : "aws-bucket", field, value);

        if (kept) decision.Accepted();
        else Assert.Contains("othershop gets by convention", decision.Refused(RefusalReason.Invalid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Region_ThatIsNone_IsRefusedWithThoseThatAre() =>
        Assert.Equal(
            "AWS has no region us-east-9. There are us-east-1 and us-east-2.", _bench.Set("step", "region", "us-east-9")
            .Refused(RefusalReason.Invalid).Message);

    [Fact]
    public void Regions_OfTheList_HaveTheirZones() =>
        Assert.All(AwsPlaces.Regions, region => Assert.Equal(region, AwsPlaces.RegionOf(region + "a")));

    private static KnownFacts Known { get; } = new()
    {
        Accounts = new[]
        {
            new AccountRecord("111111111111", "POS Production", AccountRole.Production),
            new AccountRecord("222222222222", "POS Test", AccountRole.NonProduction),
            new AccountRecord("333333333333", "New", AccountRole.Undeclared),
        }.ToDictionary(a => a.AccountId),
        Regions = new HashSet<string> { "us-east-1", "xx-new-1" },
        OthersOwn = new Dictionary<string, string> { ["pos.other.example"] = "other records it as pos-domain" },
    };
}
