using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Tests.AuditReading;

/// <summary>The events a search finds as a file, which itself leaves an event.</summary>
public sealed class ExportTrailTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new(cluster);
    private TestPortal _portal = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _portal = new TestPortal(_postgres);
    }

    [Fact]
    public async Task File_HoldsEveryEventFound_AndItsHashStandsInTheTrail()
    {
        // More than one page of the search.
        for (var i = 0; i < AuditSearch.MaxPage + 5; i++) await AppendAsync(TestActors.Priya, "scan.started", $"scan:{i}", "Night");
        await AppendAsync(TestActors.Ana, "run.cancelled", "run:1", "Harbor Books");
        using var output = new MemoryStream();

        var exported = await _portal.Get<ExportTrail>().ExecuteAsync(new AuditFilter(Kind: "scan."), TestActors.Ingrid, output, Ct);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(string.Join(',', ExportTrail.Columns), lines[0]);
        Assert.Equal(AuditSearch.MaxPage + 5, lines.Length - 1);
        Assert.Equal(lines.Length - 1, exported.Rows);
        Assert.StartsWith($"{AuditSearch.MaxPage + 5},", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1,", lines[^1], StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(output.ToArray())), exported.Sha256);
        var recorded = (await _portal.Get<AuditQueries>().OfSubjectAsync("audit", null, 1, Ct))[0];
        var data = JsonDocument.Parse(recorded.Body!).RootElement.GetProperty("data");
        Assert.Equal("audit.exported", recorded.Kind);
        Assert.Equal(exported.Sha256, data.GetProperty("sha256").GetString());
        Assert.Equal("scan.", data.GetProperty("filter").GetProperty("kind").GetString());
        // Nothing that happened since it began is in it.
        Assert.Equal(recorded.Seq - 1, exported.Head.Seq);
    }

    [Fact]
    public async Task Formula_IsNoFormulaInTheFile()
    {
        await AppendAsync(TestActors.Ana with { DisplayName = "=HYPERLINK(\"http://x\")" }, "run.cancelled", "run:1", "@Harbor");
        using var output = new MemoryStream();

        await _portal.Get<ExportTrail>().ExecuteAsync(new AuditFilter(), TestActors.Ingrid, output, Ct);

        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretThatIsSearchedFor_IsRefused_AndStandsNowhere()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _portal.Get<ExportTrail>().ExecuteAsync(
            new AuditFilter { Resource = "sa password Hunter2" }, TestActors.Ingrid, Stream.Null, Ct));

        Assert.Equal((RefusalKind.SecretFound, "resource"), (refused.Kind, refused.Field));
        Assert.Empty(await _portal.Get<AuditQueries>().OfSubjectAsync("audit", null, 10, Ct));
    }

    [Fact]
    public async Task BrokenOffExport_LeavesItsEvent_AndAnInstallerGetsNone()
    {
        await Assert.ThrowsAnyAsync<IOException>(() => _portal.Get<ExportTrail>().ExecuteAsync(
            new AuditFilter(), TestActors.Ingrid, new Reports.BrokenStream(), Ct));

        var recorded = Assert.Single(await _portal.Get<AuditQueries>().OfSubjectAsync("audit", null, 10, Ct));
        Assert.False(JsonDocument.Parse(recorded.Body!).RootElement.GetProperty("data").GetProperty("complete").GetBoolean());
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _portal.Get<ExportTrail>().ExecuteAsync(
            new AuditFilter(), TestActors.Ana, Stream.Null, Ct));
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private async Task AppendAsync(Actor actor, string kind, string subject, string title)
    {
        await using var db = await _portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Ct);
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await AuditWriter.AppendAsync(db, actor, new AuditEvent(kind, subject, new { title }), Ct);
        await transaction.CommitAsync(Ct);
    }
}
