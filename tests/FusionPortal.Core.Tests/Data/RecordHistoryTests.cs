using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Scans.Passes;
using FusionPortal.Core.Tests.Scans;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Npgsql;

namespace FusionPortal.Core.Tests.Data;

/// <summary>A past moment shows the records as they were then: names and roles of accounts, titles and environments of clients, facts of
/// resources.</summary>
public sealed class RecordHistoryTests(TestCluster cluster) : ScanTestBase(cluster)
{
    [Fact]
    public async Task Account_DeclaredOtherwiseLater_HasItsRoleOfThen()
    {
        await Scanner.ScanAsync(Ct);
        var then = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromHours(1));
        var account = (await Get<AccountQueries>().ListAsync(Ct)).Single(a => a.Id == TestEstate.NonProduction);

        await Get<DeclareAccount>()
            .ExecuteAsync(new DeclareAccountRequest(account.Id, AccountRole.Production, account.Revision), TestActors.Priya, Ct);
        var later = Scanner.Clock.GetUtcNow();

        Assert.Equal(AccountRole.NonProduction, (await RowAsync(then)).Role);
        Assert.Equal(AccountRole.Production, (await RowAsync(later)).Role);

        async Task<EnvironmentRow> RowAsync(DateTimeOffset at) =>
            (await Get<ComplianceBreakdowns>().EnvironmentsAsync(new ComplianceFilter(AsOf: at), Ct))
                .Single(r => r.AccountId == TestEstate.NonProduction);
    }

    [Fact]
    public async Task Account_RenamedInAws_KeepsItsNameOfThen()
    {
        await OrganizationAsync("acme", "Acme", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var then = Scanner.Clock.GetUtcNow();
        Scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        Estate.Accounts[0] = Estate.Accounts[0] with { Name = "Renamed" };
        await Scanner.ScanAsync(Ct);

        var findings = Get<FindingQueries>();

        Assert.All(
            (await findings.ListAsync(new FindingFilter(AsOf: then), FindingSort.Severity, null, 50, Ct)).Rows, r =>
            Assert.Equal("POS Production", r.AccountName));
        Assert.All(
            (await findings.ListAsync(new FindingFilter(), FindingSort.Severity, null, 50, Ct)).Rows, r =>
            Assert.Equal("Renamed", r.AccountName));
    }

    [Fact]
    public async Task Client_CorrectedByAnotherProgram_KeepsItsTitleOfThen()
    {
        await OrganizationAsync("acme", "Acme", EnvironmentKind.QA);
        Estate.Bucket("fusion-rms-acme", "acme");
        await Scanner.ScanAsync(Ct);
        var then = Scanner.Clock.GetUtcNow();
        // As a portal of the version before would: without a stamp. The database's own clock then dates the change.
        await Postgres.ExecuteAsOwnerAsync("update organization set title = 'Acme Foods', environment = 'Staging' where org_id = 'acme'");

        var before = Assert.Single(await ClientsAsync(then), c => c.OrgId == "acme");
        var now = Assert.Single(await ClientsAsync(null), c => c.OrgId == "acme");

        Assert.Equal(("Acme", EnvironmentKind.QA), (before.Title, before.Environment));
        Assert.Equal(("Acme Foods", EnvironmentKind.Staging), (now.Title, now.Environment));

        Task<IReadOnlyList<ClientCount>> ClientsAsync(DateTimeOffset? at) =>
            Get<ComplianceBreakdowns>().ClientsAsync(new ComplianceFilter(AsOf: at), 50, Ct);
    }

    [Fact]
    public async Task Facts_ReadAgainOtherwise_AreThoseOfThen()
    {
        Estate.Lists("s3", isGlobal: true, "s3-bucket");
        Estate.AddListed("s3", "arn:aws:s3:::fusion-rms-acme");
        await Scanner.ScanAsync(Ct);
        await PassAsync("""{"public":true}""");
        var then = Scanner.Clock.GetUtcNow();
        await PassAsync("""{"public":false}""");
        var between = Scanner.Clock.GetUtcNow();
        await PassAsync("""{"public":false}""");

        Assert.True(await PublicAsync(then));
        Assert.False(await PublicAsync(between));
        Assert.False(await PublicAsync(null));

        async Task PassAsync(string facts)
        {
            Scanner.Clock.Advance(TimeSpan.FromHours(30));
            Scanner.Readers.Facts["fusion-rms-acme"] = JsonSerializer.Deserialize<JsonElement>(facts);
            await Get<ReadFacts>().ExecuteAsync(Ct);
        }

        async Task<bool> PublicAsync(DateTimeOffset? at) =>
            Assert.Single(
                (await Get<InventoryQueries>().ListAsync(new ResourceFilter(AsOf: at), null, 10, Ct)).Rows).Facts!.Value.GetProperty(
                "public").GetBoolean();
    }

    [Fact]
    public async Task Versions_AreWrittenByTriggersOnly()
    {
        await Scanner.ScanAsync(Ct);
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        foreach (var sql in new[]
        {
            "update record_version set record = '{}'", "delete from record_version",
                "insert into record_version values ('account', '1', now(), 'infinity', '{}')",
            "truncate record_version", "update resource_fact_past set facts = '{}'",
        })
        {
            await using var command = source.CreateCommand(sql);
            Assert.Equal(
                PostgresErrorCodes.InsufficientPrivilege,
                (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState);
        }
    }

    [Fact]
    public async Task Account_SeenAgainUnchanged_GetsNoFurtherVersion()
    {
        await Scanner.ScanAsync(Ct);
        await Scanner.ScanAsync(Ct);

        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var command = source.CreateCommand("select count(*) from record_version where entity = 'account'");
        Assert.Equal(2L, await command.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task Finding_OfAThingThatIsGone_ShowsItAsLastSeenWhateverRetentionDrops()
    {
        await using var scanner = new TestScanner(Postgres, Estate, new() { ["Retention:ResourceDays"] = "30" });
        Estate.Lists("s3", isGlobal: true, "s3-bucket");
        Estate.AddListed("s3", "arn:aws:s3:::strange", new() { ["OrgId"] = "first" });
        await scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::strange");
        Estate.AddListed("s3", "arn:aws:s3:::strange", new() { ["OrgId"] = "second" });
        await scanner.ScanAsync(Ct);
        var findings = scanner.Portal.Get<FindingQueries>();
        var id = (await findings.ListAsync(new FindingFilter(Text: "strange"), FindingSort.Severity, null, 1, Ct)).Rows[0].Id;
        Estate.Remove("arn:aws:s3:::strange");
        await scanner.ScanAsync(Ct);
        scanner.Clock.Advance(TimeSpan.FromDays(31));
        var then = scanner.Clock.GetUtcNow();
        var answered = (await findings.GetAsync(id, then, Ct))!;
        scanner.Clock.Advance(TimeSpan.FromDays(1));

        var dropped = await scanner.Portal.Get<PruneHistory>().ExecuteAsync(Ct);

        Assert.True(dropped > 0);
        var later = (await findings.GetAsync(id, then, Ct))!;
        Assert.Equal(answered.Tags?.GetRawText(), later.Tags?.GetRawText());
        Assert.Contains("second", later.Tags!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moment_BeforeWhatRetentionKept_IsRefusedAndNotAnsweredInPart()
    {
        await using var scanner = new TestScanner(Postgres, Estate, new() { ["Retention:ResourceDays"] = "30" });
        Estate.Bucket("fusion-rms-acme", "acme");
        Estate.Bucket("fusion-rms-other", "other");
        await scanner.ScanAsync(Ct);
        var then = scanner.Clock.GetUtcNow();
        scanner.Clock.Advance(TimeSpan.FromSeconds(1));
        Estate.Remove("arn:aws:s3:::fusion-rms-other");
        Estate.Bucket("fusion-rms-other", "another");
        await scanner.ScanAsync(Ct);
        Estate.Remove("arn:aws:s3:::fusion-rms-other");
        await scanner.ScanAsync(Ct);
        var inventory = scanner.Portal.Get<InventoryQueries>();
        Assert.Equal(2, (await inventory.ListAsync(new ResourceFilter(AsOf: then), null, 10, Ct)).Rows.Count);
        var finding =
            (await scanner.Portal.Get<FindingQueries>().ListAsync(new FindingFilter(), FindingSort.Severity, null, 1, Ct)).Rows[0];

        scanner.Clock.Advance(TimeSpan.FromDays(31));
        await scanner.Portal.Get<PruneHistory>().ExecuteAsync(Ct);
        var kept = scanner.Clock.GetUtcNow() - TimeSpan.FromDays(30);

        Assert.Equal(
            "as-of-not-kept",
            (await Assert.ThrowsAsync<RefusedException>(() => inventory.ListAsync(new ResourceFilter(AsOf: then), null, 10, Ct))).Code);
        Assert.Equal(
            "as-of-not-kept",
            (await Assert.ThrowsAsync<RefusedException>(() => scanner.Portal.Get<FindingQueries>().GetAsync(finding.Id, then, Ct))).Code);
        Assert.Single((await inventory.ListAsync(new ResourceFilter(AsOf: kept), null, 10, Ct)).Rows);
        // Findings are kept for ever.
        Assert.NotEmpty(
            (await scanner.Portal.Get<FindingQueries>().ListAsync(new FindingFilter(AsOf: then), FindingSort.Severity, null, 10, Ct)).Rows);
    }
}
