using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.Extensions.Time.Testing;

namespace FusionPortal.Core.Tests.Reports;

public sealed class RunReportTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private const string Step = "site-title";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestPortal? _portal;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestPortal Portal => _portal ??= new TestPortal(postgres, _clock);

    private RunWorker Worker => new(Portal);

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null) await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("csvtwice", ReportFormat.Csv)]
    [InlineData("jsontwice", ReportFormat.Json)]
    public async Task Record_AskedTwice_HasTheSameBytesAndTheirHash(string orgId, ReportFormat format)
    {
        var run = await Worker.StartInstallAsync(orgId, TestActors.Ana, Ct);
        await AnswerAsync(run.Head.Id, "Oregon");

        var (first, produced) = await ProduceAsync(run.Head.Id, null, format);
        _clock.Advance(TimeSpan.FromDays(1));
        var (second, again) = await ProduceAsync(run.Head.Id, null, format);

        Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(second));
        Assert.Equal(produced.Sha256, again.Sha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(first)), produced.Sha256);
        Assert.Contains("Oregon", Encoding.UTF8.GetString(first));
        Assert.Contains("Marek Novák", Encoding.UTF8.GetString(first));
    }

    [Fact]
    public async Task Record_OfAPastMoment_StaysAsItWas()
    {
        var run = await Worker.StartInstallAsync("pastrun", TestActors.Ana, Ct);
        await AnswerAsync(run.Head.Id, "Oregon");
        var moment = (await ProduceAsync(run.Head.Id, null, ReportFormat.Json)).Produced.AsOf;
        var (then, _) = await ProduceAsync(run.Head.Id, moment, ReportFormat.Json);
        _clock.Advance(TimeSpan.FromHours(1));
        await AnswerAsync(run.Head.Id, "Utah");

        var (later, _) = await ProduceAsync(run.Head.Id, moment, ReportFormat.Json);
        var (now, _) = await ProduceAsync(run.Head.Id, null, ReportFormat.Json);

        Assert.Equal(Encoding.UTF8.GetString(then), Encoding.UTF8.GetString(later));
        Assert.Contains("Utah", Encoding.UTF8.GetString(now));
        using var json = JsonDocument.Parse(now);
        Assert.Equal("pastrun", json.RootElement.GetProperty("run").GetProperty("organization").GetString());
        Assert.Equal(64, json.RootElement.GetProperty("run").GetProperty("templateSha256").GetString()!.Length);
    }

    [Fact]
    public async Task Record_OfNoRun_IsNotFound()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ProduceAsync(Guid.CreateVersion7(), null, ReportFormat.Csv));

        Assert.Equal(RefusalKind.NotFound, refused.Kind);
    }

    private async Task AnswerAsync(Guid runId, string area)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Worker.DoAsync(
            runId, Step, StepAction.SaveFields, TestActors.Marek, Ct, new Dictionary<string, string?> { ["areas-of-operation"] = area });
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<(byte[] Content, ReportProduced Produced)> ProduceAsync(Guid runId, DateTimeOffset? asOf, ReportFormat format)
    {
        using var output = new MemoryStream();
        var produced = await Portal.Get<ProduceReport>()
            .ExecuteAsync(new ReportRequest("run", new RunRecordFilter(runId, asOf), format), TestActors.Ingrid, output, Ct);
        return (output.ToArray(), produced);
    }
}
