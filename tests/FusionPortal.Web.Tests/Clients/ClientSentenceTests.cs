using FusionPortal.Checklists.Runs;
using FusionPortal.Conventions;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.Web.Components.Pages.Clients;
using Xunit;

namespace FusionPortal.Web.Tests.Clients;

/// <summary>The title of a client's page is the worst that is so of it.</summary>
public sealed class ClientSentenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Title_OfAMisplacedClient_SaysWhereItIsAndWhatItIsFor() =>
        Assert.Equal(
            "Kite Cycles QA is for QA, and 2 resources of it are in POS Production",
            ClientSentence.Title(Card() with { Places = [Place("POS Production", false, 2), Place("POS QA", true, 5)] }));

    [Theory]
    [InlineData(RunStanding.Finished, "Kite Cycles QA is installed, and AWS contradicts 1 recorded value")]
    [InlineData(RunStanding.Blocked, "The install of Kite Cycles QA is blocked, and AWS contradicts 1 recorded value")]
    [InlineData(RunStanding.InProgress, "The install of Kite Cycles QA has 3 of 4 steps done, and AWS contradicts 1 recorded value")]
    public void Title_OfAnInstall_SaysHowFarItIsAndWhatAwsContradicts(RunStanding standing, string title) =>
        Assert.Equal(title, ClientSentence.Title(Card() with { Install = Install(standing), Held = [Held] }));

    [Fact]
    public void Below_SaysWhoseMoveItIs()
    {
        Assert.Equal("No open finding.", ClientSentence.Below(Card()));
        var waiting = Install(RunStanding.InProgress) with
        {
            Blocks = [new("RDS instance db-POS-04 is not ready", "Step c", ["Ana Ruiz", "Marek Novák"], Noon, "Then", 2, null)],
        };
        Assert.Equal(
            "RDS instance db-POS-04 is not ready: Ana Ruiz and Marek Novák can act. 1 open finding, the worst high.",
            ClientSentence.Below(Card() with { Install = waiting, Health = new(Severity.High, 1, 0) }));
    }

    [Fact]
    public void Address_SaysItselfAndStartsAgainWithAnotherSearch()
    {
        var address = ClientsAddress.Parse(new Uri("http://portal/clients?q=kite&environment=qa&sort=title&cursor=abc&page=2"));

        Assert.Equal(("kite", EnvironmentKind.QA, ClientSort.Title, 2),
            (address.Filter.Text, address.Filter.Environment!.Value, address.Sort, address.Page));
        Assert.Equal("/clients?q=kite&environment=qa&sort=title&cursor=abc&page=2", address.Href());
        Assert.Equal("/clients?q=cedar&sort=title", address.With(new ClientFilter("cedar")).Href());
        Assert.Equal(
            new ClientsAddress(new ClientFilter()), ClientsAddress.Parse(new Uri("http://portal/clients?sort=9&environment=mars")));
    }

    private static HeldValue Held => new(
        "rds-instance", "db-POS-01", "arn", "availability zone", "us-east-1a", "us-east-1b", HeldState.Contradicted, null, 7, "Install",
        "d) Zone", "Ana Ruiz", Noon, Noon);

    private static ClientPlace Place(string account, bool allowed, long resources) =>
        new("111111111111", account, AccountRole.Production, allowed, resources, null);

    private static ClientInstall Install(RunStanding standing) => new(
        Guid.Empty, "Client install", 3, standing, new RunProgress(3, 1, 0, 0, 0, 0), null, null, "Ana Ruiz", Noon, null, null, []);

    private static ClientScorecard Card() => new(
        new OrganizationDetail(Guid.Empty, "kiteqa", "Kite Cycles QA", EnvironmentKind.QA, null, null, "Ana Ruiz", Noon), false,
        new ClientHealth(null, 0, 0), [], null, [], [], [], [], [], [], []);
}
