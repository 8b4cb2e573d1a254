using FusionPortal.Checklists;
using FusionPortal.Core;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Demo.Seeding;
using FusionPortal.Simulator.Estate.Demo;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Demo.Tests.Seeding;

public sealed class DemoSeedTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plant_Twice_IsTheSameAsOnce()
    {
        await DemoSeed.PlantAsync(postgres.ConnectionString, _cancellation);
        var (runs, head) = await StateAsync();

        await DemoSeed.PlantAsync(postgres.ConnectionString, _cancellation);

        Assert.Equal((runs, head), await StateAsync());
    }

    [Fact]
    public async Task Plant_RecordsTheClientsAndTheBucketsWithAnotherName()
    {
        await DemoSeed.PlantAsync(postgres.ConnectionString, _cancellation);

        await using var db = postgres.CreateDbContext();
        var known = await db.Set<Organization>()
            .Select(o => new { o.OrgId, o.Title, Environment = o.Environment.ToString(), o.RecordedBucketName }).ToListAsync(_cancellation);
        var wanted =
            DemoEstate.Create().Clients.Select(client => new { client.OrgId, client.Title, client.Environment, client.RecordedBucketName });
        Assert.Equal(wanted.OrderBy(o => o.OrgId, StringComparer.Ordinal), known.OrderBy(o => o.OrgId, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Plant_LeavesInstallsAndSharedResourcesInProgressAndOneOfEachFinished()
    {
        await DemoSeed.PlantAsync(postgres.ConnectionString, _cancellation);

        await using var db = postgres.CreateDbContext();
        var runs = await db.Set<Run>().ToListAsync(_cancellation);
        Assert.Equal(9, runs.Count(run => run.Kind == RunKind.ClientInstall));
        Assert.Equal(3, runs.Count(run => run.Kind == RunKind.SharedResource));
        Assert.Equal(
            ["Juniper Books", "POS network in us-east-1"],
            runs.Where(run => run.FinishedAt is not null).Select(run => run.Title).Order(StringComparer.Ordinal));
        // One install waits for the database instance that its own answer started, and that lives in the VPC of its region, which exists.
        Assert.Equal(["rds", "vpc"], await db.Set<RunLink>().Select(link => link.LinkId).Order().ToListAsync(_cancellation));
    }

    /// <summary>The truth of the demo rests on what its checklists say.</summary>
    [Fact]
    public async Task Plant_CapturesWhatTheEstateSays()
    {
        await DemoSeed.PlantAsync(postgres.ConnectionString, _cancellation);
        await using var portal = new ServiceCollection().AddLogging().AddFusionPortalCore(postgres.ConnectionString).BuildServiceProvider();

        var captured = await portal.GetRequiredService<CapturedQueries>().AllAsync(_cancellation);

        Assert.Equal(
            DemoEstate.Create().Captured.Select(c => Line(c.Kind, c.OrgId, c.Name, c.Values)).Order(StringComparer.Ordinal),
            captured.Select(c => Line(c.Kind, c.OrgId, c.Name.Value, c.Values.Select(v => (v.Fact, v.Value))))
                .Order(StringComparer.Ordinal));

        static string Line(string kind, string? orgId, string name, IEnumerable<(string Fact, string Value)> values) =>
            $"{kind} {orgId} {name}: {string.Join(", ", values.Select(v => $"{v.Fact} {v.Value}"))}";
    }

    private async Task<(int Steps, AuditPosition Head)> StateAsync()
    {
        await using var db = postgres.CreateDbContext();
        return (await db.Set<RunStepEvent>().CountAsync(_cancellation), await new AuditQueries(postgres).HeadAsync(_cancellation));
    }
}
