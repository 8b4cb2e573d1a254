using FusionPortal.Checklists;
using FusionPortal.Core;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.People;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Reports.Presets;
using FusionPortal.Core.Reports.Register;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scans;
using FusionPortal.Demo.Identity;
using FusionPortal.Demo.Past;
using FusionPortal.Demo.Postgres;
using FusionPortal.Demo.Seeding;
using FusionPortal.Migrations;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FusionPortal.Demo.Tests.Past;

/// <summary>The dump the repository keeps, restored and upgraded as the demo's first start does it. What is restored is changed by nobody
/// but a migration: whoever reads it reads what the portal of those days wrote.</summary>
public sealed class RestoredPast : IAsyncLifetime
{
    public const string Database = "fusionportal";

    private ServiceProvider? _portal;

    internal static PastDump Dump { get; } = PastDump.Of(SourceTree.Root);

    public PrivateCluster Cluster { get; private set; } = null!;

    public ServiceProvider Portal => _portal!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await PrivateCluster.StartAsync(PrivateClusterOptions.ForTests(), CancellationToken.None);
        await Cluster.EnsureDatabaseAsync(Database, CancellationToken.None);
        Assert.Null(await Dump.RestoreAsync(Cluster, Database, CancellationToken.None));
        await Migrator.ApplyAsync(Cluster.OwnerConnectionString(Database), TextWriter.Null, CancellationToken.None);
        _portal = DemoSeed.Portal(Cluster.AppConnectionString(Database));
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null) await _portal.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await Cluster.DisposeAsync();
    }
}

/// <summary>What the demo's past holds.</summary>
[Trait("Category", "Long")]
public sealed class PastDumpTests(RestoredPast past) : IClassFixture<RestoredPast>
{
    private static readonly Actor Auditor = Persona.Of("ingrid.holm").As(Role.Auditor);
    private static readonly PastLabel Label = PastLabel.Read(RestoredPast.Dump.LabelFile);

    private readonly ServiceProvider _portal = past.Portal;
    private readonly PrivateCluster _cluster = past.Cluster;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Past_RestoredAndUpgraded_VerifiesAndHoldsItsDays()
    {
        var verified = await _portal.GetRequiredService<AuditQueries>().VerifyAsync(null, Ct);
        Assert.True(verified.Good, verified.ToString());
        var scans = (await _portal.GetRequiredService<ScanQueries>().ListAsync(null, ScanQueries.MaxPage, Ct)).Rows;
        Assert.Equal(Label.Scans, scans.Count);
        Assert.All(scans, scan => Assert.Equal((ScanState.Completed, true), (scan.State, scan.Scheduled)));
        var days = scans.Select(scan => DateOnly.FromDateTime(scan.StartedAt.UtcDateTime)).ToList();
        Assert.Equal((Label.To, Label.From), (days[0], days[^1]));
        Assert.Equal(Label.Scans, days.Distinct().Count());
        Assert.Contains(scans, scan => scan.Result == ScanResult.CompletedWithGaps);
        Assert.Contains(scans, scan => scan.FindingsReopened > 0);
        Assert.Contains(scans, scan => scan.FindingsDeleted > 0);
    }

    [Fact]
    public async Task Past_AskedForAMomentOfIt_ShowsThatMoment()
    {
        var compliance = _portal.GetRequiredService<ChangeQueries>();
        async Task<SincePrevious> OnAsync(DateOnly day) => (await compliance.SincePreviousAsync(
            new ComplianceFilter(AsOf: new DateTimeOffset(day, new TimeOnly(5, 0), TimeSpan.Zero)), Ct))!;
        for (var day = Label.From.AddDays(3); day <= Label.To; day = day.AddDays(1))
        {
            var since = await OnAsync(day);
            Assert.Equal(
                since.OpenNow,
                since.OpenThen + since.New + since.Changed + since.Reappeared + since.ConventionAdded + since.RecordAdded
                    - since.Fixed - since.Deleted - since.ConventionRemoved - since.RecordRemoved - since.ClosedUnread);
        }

        var ageing = await _portal.GetRequiredService<ComplianceBreakdowns>().AgeingAsync(
            new ComplianceFilter(AsOf: new DateTimeOffset(Label.To, new TimeOnly(20, 0), TimeSpan.Zero)), Ct);
        Assert.NotEmpty(ageing);
        var books = await _portal.GetRequiredService<BookQueries>().VersionsAsync(Ct);
        Assert.Equal(2, books.Count);
    }

    [Fact]
    public async Task Past_FinishedAnInstall_OfWhichAwsContradictsTheOneZone()
    {
        await using var db = await _portal.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        var run = await db.Set<Run>().SingleAsync(r => r.Kind == RunKind.ClientInstall && r.FinishedAt != null, Ct);
        var finished = (await _portal.GetRequiredService<FinishedInstallQueries>().FindAsync(run.Id, Auditor.SubjectId, Ct))!;

        Assert.Equal(("Juniper Books", 1), (finished.Head.Title, finished.NotApplicable));
        Assert.Equal(["Ana Ruiz", "Marek Novák"], finished.People.Select(person => person.Name).Order(StringComparer.Ordinal));
        Assert.Equal("rds-availability-zone", Assert.Single(finished.Open).StepKey);
        Assert.True(finished.Count(StepEvidence.Confirmed) >= 5, $"AWS confirms {finished.Count(StepEvidence.Confirmed)} steps.");
        Assert.InRange(run.FinishedAt!.Value - run.StartedAt, TimeSpan.FromDays(7), TimeSpan.FromDays(21));
    }

    [Fact]
    public async Task Past_ReportsProducedTwice_AreTheSameBytes()
    {
        var produced = await _portal.GetRequiredService<ReportRegisterQueries>().ListAsync(new(), null, 50, Auditor, Ct);

        Assert.Equal(["coverage", "findings", "coverage", "findings"], produced.Rows.Select(report => report.Name));
        Assert.All(produced.Rows, report => Assert.Equal(("Ingrid Holm", true), (report.By, report.Rows > 0)));
        Assert.All(produced.Rows.Take(2), report => Assert.True(report.Before?.Same));
        var preset = Assert.Single(await _portal.GetRequiredService<PresetQueries>().ListAsync(Auditor, Ct));
        Assert.True(preset.IsShared);
    }

    [Fact]
    public async Task Past_KnowsEverybodyWhoActed_AndLeavesNoAccountPaused()
    {
        var people = await _portal.GetRequiredService<PeopleQueries>().ListAsync(Ct);

        Assert.Equal(
            Persona.People.Select(person => (person.SubjectId, person.Name)).Order(),
            people.Select(person => (person.SubjectId, person.Name)).Order());
        Assert.All(
            await _portal.GetRequiredService<AccountQueries>().ListAsync(Ct), account => Assert.Null(account.PausedBy));
    }

    [Fact]
    public async Task Past_OnceThere_IsPutThereOnceAndSeededNoMore()
    {
        var head = await _portal.GetRequiredService<AuditQueries>().HeadAsync(Ct);

        Assert.Null(await RestoredPast.Dump.RestoreAsync(_cluster, RestoredPast.Database, Ct));
        Assert.True(await RestoredPast.Dump.IsInAsync(_cluster.OwnerConnectionString(RestoredPast.Database), Ct));
        await DemoSeed.PlantAsync(_cluster.AppConnectionString(RestoredPast.Database), Ct, hasPast: true);

        Assert.Equal(head, await _portal.GetRequiredService<AuditQueries>().HeadAsync(Ct));
    }

    [Fact]
    public async Task Past_HoldsNothingThatIsOnePortalsOwn()
    {
        await using var source = NpgsqlDataSource.Create(_cluster.OwnerConnectionString(RestoredPast.Database));

        foreach (var table in (string[])["data_protection_keys", "person_session", "person_visit", "recovery_link", "quartz.qrtz_triggers"])
        {
            await using var command = source.CreateCommand($"select count(*) from {table}");
            Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
        }
    }
}
