using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core.SharedResources;
using FusionPortal.Web.Components.Pages.SharedResources;
using FusionPortal.Web.Components.Shared;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.SharedResources;

/// <summary>The graph of a shared resource: every line leads to the right, and nothing is told by colour alone.</summary>
public sealed class SharedGraphTests
{
    private static readonly Guid Self = Guid.NewGuid();
    private static readonly Guid Network = Guid.NewGuid();
    private static readonly Guid Database = Guid.NewGuid();
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Graph_StandsWhatBreaksItAtLeftAndWhatItBreaksAtRight()
    {
        var graph = SharedGraph.Of(Card(Tenant("acme", on: Self), Tenant("kite", on: Database)));

        var x = graph.Others.ToDictionary(n => n.Title, n => n.X);
        Assert.True(x["VPC-POS"] < graph.Self.X && graph.Self.X < x["db-POS-01"] && x["db-POS-01"] < x["Client acme"]);
        Assert.Equal(4, graph.Edges.Count);
        Assert.All(graph.Edges, e => Assert.True(e.From.X < e.To.X, $"{e.From.Title} to {e.To.Title}"));
        Assert.Equal("db-POS-01", Assert.Single(graph.Edges, e => e.To.Title == "Client kite").From.Title);
        Assert.Equal(["It stands on", "This EC2 instance", "It carries", "Clients, 2"], graph.Heads.Select(h => h.Title));
    }

    [Fact]
    public void States_AreInWords()
    {
        var graph = SharedGraph.Of(Card(Tenant("acme", on: Self) with { Allowed = false, Health = new(Severity.High, 3, 1) }));

        var states = graph.Others.ToDictionary(n => n.Title, n => (n.State, n.Kind));
        Assert.Equal(("VPC, 2 open", StatusKind.Fail), states["VPC-POS"]);
        Assert.Equal(("RDS instance, being made", StatusKind.Go), states["db-POS-01"]);
        Assert.Equal(("QA, not in this account, 3 open, high", StatusKind.Fail), states["Client acme"]);
        Assert.True(Assert.Single(graph.Edges, e => e.From.Title == "VPC-POS").To == graph.Self);
    }

    [Fact]
    public void ManyClients_TheWorstAreDrawn_AndTheRestIsCounted()
    {
        var many = Enumerable.Range(0, 30).Select(i => Tenant($"c{i:00}", on: Self)).ToList();
        many[29] = many[29] with { Health = new ClientHealth(Severity.Critical, 1, 0) };

        var graph = SharedGraph.Of(Card([.. many]));

        Assert.Equal(30 - SharedGraph.MostClients, graph.More);
        Assert.Contains(graph.Others, n => n.Title == "Client c29");
        Assert.True(graph.MoreAt.Y + SharedGraph.NodeHeight <= graph.Height);
    }

    [Fact]
    public void ResourcesThatStandOnEachOther_AreDrawnAllTheSame()
    {
        var card = Card();
        var graph = SharedGraph.Of(card with { Links = [.. card.Links, new(Network, Self)] });

        Assert.Equal(2, graph.Others.Count());
    }

    private static SharedScorecard Card(params TenantOf[] tenants)
    {
        var head = new RunHead(
            Guid.NewGuid(), RunKind.SharedResource, "POS01", null, null, null, Self, Ec2Instance.Kind, "POS01", "ec2-instance",
            "EC2 instance", 3, "Ana Ruiz", Noon, null, null, null, null, 1, "Ana Ruiz", Noon);
        var run = new RunRow(head, Progress, RunStanding.Finished, null, null, null);
        return new SharedScorecard(
            new SharedResourceDetail(
                new SharedResourceRow(Self, Ec2Instance.Kind, "A host", "POS01", null, 0, run, new Dictionary<string, string>()),
                "Ana Ruiz", Noon, []),
            tenants, [], [], [new StoodOn(Network, Vpc.Kind, "VPC-POS", null, RunStanding.Finished, Progress, 0, 2)],
            [new StoodOn(Database, RdsInstance.Kind, "db-POS-01", null, RunStanding.InProgress, Progress, 0, 0)],
            [new(Self, Network), new(Database, Self)], new SharedCapacity(0, 0, [], null, null), [], [], 0);
    }

    private static TenantOf Tenant(string orgId, Guid on) => new(
        new TenantRow(orgId, $"Client {orgId}", EnvironmentKind.QA, Guid.NewGuid(), "ec2", "Ana Ruiz", Noon), new ClientHealth(null, 0, 0),
        true, [on], on == Self, 2);

    private static RunProgress Progress => new(1, 0, 0, 0, 0, 0);
}
