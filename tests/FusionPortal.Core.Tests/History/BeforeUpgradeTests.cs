using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.Migrations;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using FusionPortal.TestKit;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace FusionPortal.Core.Tests.History;

/// <summary>A database that was filled before histories were kept knows the past of some things only since it was upgraded.</summary>
public sealed class BeforeUpgradeTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task FilledDatabase_UpgradedFromTheFirstVersion_KeepsRecordsSinceThen()
    {
        await using var empty = await Postgres.CreateEmptyDatabaseAsync();
        await using (var db = empty.CreateOwnerContext())
        {
            // Roles are made by scripts that need the tables of now; this version's migrations alone are enough here.
            await db.GetService<IMigrator>().MigrateAsync("20261125123734_Initial", Ct);
        }

        await RunAsync(empty, """
            insert into organization (id, org_id, title, environment, created_by_id, created_by, created_at)
            values (gen_random_uuid(), 'acme', 'Acme', 'QA', 'priya', 'priya', '2026-01-01')
            """);
        var began = DateTime.UtcNow.AddMinutes(-1);

        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        var kept = await KeptAsync(empty);
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);

        Assert.InRange(kept[HistoryKept.Records]!.Value, began, DateTime.UtcNow.AddMinutes(1));
        Assert.Null(kept[HistoryKept.Verdicts]);
        Assert.Null(kept[HistoryKept.Facts]);
        // The next upgrade does not begin anew.
        Assert.Equal(kept, await KeptAsync(empty));
    }

    [Fact]
    public async Task EmptyDatabase_KeepsEverythingSinceEver()
    {
        await using var empty = await Postgres.CreateEmptyDatabaseAsync();
        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);
        await RunAsync(empty, """
            insert into organization (id, org_id, title, environment, created_by_id, created_by, created_at, revision)
            values (gen_random_uuid(), 'acme', 'Acme', 'QA', 'priya', 'priya', '2026-01-01', 0)
            """);

        await Migrator.ApplyAsync(empty.OwnerConnectionString, TextWriter.Null, Ct);

        Assert.All(await KeptAsync(empty), kept => Assert.Null(kept.Value));
    }

    [Fact]
    public async Task EveryQuestion_OfAMomentBefore_IsRefusedAndNamesTheMomentThatIsAnswered()
    {
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var run = (await new RunWorker(Scanner.Portal).StartSharedAsync("rds-instance", "Database", TestActors.Ana, Ct)).Head.Id;
        var before = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        var upgraded = Scanner.Clock.GetUtcNow().AddTicks(10);
        await Postgres.ExecuteAsOwnerAsync($"update history_kept set kept_from = '{upgraded:O}' where what <> 'resources'");
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        var finding = (await FindingsAsync())[0].Id;

        foreach (var question in new PastQuestions(Scanner.Portal).All([finding], [run]))
        {
            // What reports and pages are made of takes a moment that was settled before; books are known since the first.
            if (question.Method is "RunRecord.HeadAsync" or "RunRecord.RowsAsync" or "BookQueries.AtAsync" or "BookQueries.ConventionAsync")
                continue;
            var refused = await Assert.ThrowsAsync<RefusedException>(() => question.AskAsync(before, Ct));
            Assert.True(refused.Code == "as-of-not-kept", $"{question.Method} says {refused.Code}.");
            Assert.Contains($"{upgraded:yyyy-MM-ddTHH:mm:ss.ffffff}Z", refused.Message);
            // Nobody knew acme then.
            if (!question.Name.StartsWith('3')) await question.AskAsync(upgraded, Ct);
        }
    }

    [Theory]
    [InlineData(HistoryKept.Records, true, true)]
    [InlineData(HistoryKept.Verdicts, true, false)]
    [InlineData(HistoryKept.Facts, false, false)]
    public async Task Moment_IsOfTheKindOfFact(string what, bool findings, bool runs)
    {
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var run = (await new RunWorker(Scanner.Portal).StartSharedAsync("rds-instance", "Database", TestActors.Ana, Ct)).Head.Id;
        var before = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromMinutes(1));
        await Postgres.ExecuteAsOwnerAsync($"update history_kept set kept_from = '{Scanner.Clock.GetUtcNow():O}' where what = '{what}'");
        var all = new PastQuestions(Scanner.Portal).All([], [run]).ToList();

        Assert.Equal(findings, await RefusedAsync("FindingQueries.ListAsync"));
        Assert.Equal(runs, await RefusedAsync("ProduceReport.ExecuteAsync run"));
        Assert.True(await RefusedAsync("InventoryQueries.ListAsync"));

        async Task<bool> RefusedAsync(string method)
        {
            try
            {
                await all.First(q => q.Method == method).AskAsync(before, Ct);
                return false;
            }
            catch (RefusedException refused) when (refused.Code == "as-of-not-kept")
            {
                return true;
            }
        }
    }

    [Fact]
    public async Task PageOfNow_IsNotComparedWithAScanBefore()
    {
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        await Postgres.ExecuteAsOwnerAsync($"update history_kept set kept_from = '{Scanner.Clock.GetUtcNow():O}' where what = 'records'");
        await Scanner.ScanAsync(Ct);
        Assert.Null((await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).PreviousScore);
        Assert.Null(await Get<ChangeQueries>().SincePreviousAsync(new ComplianceFilter(), Ct));

        await Scanner.ScanAsync(Ct);

        Assert.NotNull((await Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).PreviousScore);
        Assert.NotNull(await Get<ChangeQueries>().SincePreviousAsync(new ComplianceFilter(), Ct));
    }

    private static async Task<Dictionary<string, DateTime?>> KeptAsync(EmptyDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command =
            source.CreateCommand("select what, nullif(kept_from, '-infinity') from history_kept where what <> 'resources'");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var kept = new Dictionary<string, DateTime?>();
        while (await reader.ReadAsync(Ct)) kept.Add(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetDateTime(1));
        return kept;
    }

    private static async Task RunAsync(EmptyDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
