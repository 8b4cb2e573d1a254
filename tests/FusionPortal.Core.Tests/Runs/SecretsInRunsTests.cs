using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.Tests.Runs;

/// <summary>A secret sent by any way into a run is refused, and then stands nowhere: not in the answer, not in the log, not in the
/// database.</summary>
public sealed class SecretsInRunsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Secret = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secret_SentByAnyWay_IsRefusedAndKeptNowhere()
    {
        var log = new KeptLog();
        await using var portal =
            new TestPortal(
            postgres, replace: services =>
            services.AddSingleton<ILoggerProvider>(log).Configure<LoggerFilterOptions>(o => o.MinLevel = LogLevel.Trace));
        var worker = new RunWorker(portal);
        var run = await worker.StartInstallAsync("guarded", TestActors.Ana, Ct);
        await worker.TickAsync(run.Head.Id, "site-title", TestActors.Ana, Ct);
        log.Lines.Clear();

        var good = new SetStepRequest(run.Head.Id, "site-title", StepAction.SaveFields, 5, null, null, Guid.CreateVersion7());
        SetStepRequest[] ways =
        [
            good with { Values = new Dictionary<string, string?> { ["areas-of-operation"] = $"Oregon {Secret}" } },
            good with {
                Values = new Dictionary<string, string?> {
                ["areas-of-operation"] = "postgres://fusion:hunter2hunter2@db.example.com/pos" } },
            good with { Values = new Dictionary<string, string?> { [Secret] = "Oregon" } },
            good with { Action = StepAction.Tick, Values = new Dictionary<string, string?> { ["no-such-field"] = Secret } },
            good with { Action = StepAction.Untick, Reason = $"The key is {Secret}" },
            good with { Action = StepAction.NotApplicable, StepId = "onloyalty-facts", ExpectedRevision = 0, Reason = Secret },
            // An action that takes no reason does not let one through either.
            good with { Action = StepAction.Tick, Reason = Secret },
        ];
        foreach (var request in ways)
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => portal.Get<SetStep>().ExecuteAsync(request, TestActors.Ana, Ct));
            Assert.Equal((RefusalKind.SecretFound, "secret-found"), (refused.Kind, refused.Code));
            Assert.DoesNotContain(Secret, $"{refused} {refused.Field} {refused.Details}");
        }

        var title =
            await Assert.ThrowsAsync<RefusedException>(() => worker.StartSharedAsync("rds-instance", $"RDS {Secret}", TestActors.Ana, Ct));
        Assert.Equal(RefusalKind.SecretFound, title.Kind);
        var start = await Assert.ThrowsAsync<RefusedException>(() =>
            portal.Get<StartSharedResourceRun>()
                .ExecuteAsync(new StartSharedResourceRunRequest(Secret, "RDS", null, Guid.CreateVersion7()), TestActors.Ana, Ct));
        Assert.DoesNotContain(Secret, start.ToString());

        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.Empty(await TablesHoldingAsync(Secret));
        Assert.Empty(await TablesHoldingAsync("hunter2"));
        Assert.NotEmpty(await TablesHoldingAsync("guarded"));
    }

    [Theory]
    [InlineData("FPM-20418")]
    [InlineData("arn:aws:s3:::fusion-rms-guarded")]
    [InlineData("01a20a75-45e3-7b30-a9f3-06bdc21a00e0")]
    [InlineData("The password is in the password manager")]
    public async Task OrdinaryText_Saved_Passes(string text)
    {
        await using var portal = new TestPortal(postgres);
        var worker = new RunWorker(portal);
        var run = await worker.StartInstallAsync($"plain{Guid.CreateVersion7():N}"[..30], TestActors.Ana, Ct);

        await worker.DoAsync(
            run.Head.Id, "site-title", StepAction.SaveFields, TestActors.Ana, Ct,
            new Dictionary<string, string?> { ["areas-of-operation"] = text });

        Assert.Equal(
            text, (await worker.StepAsync(run.Head.Id, "site-title", TestActors.Ana, Ct)).Fields.Single(
            f => f.Id == "areas-of-operation").Value);
    }

    private async Task<List<string>> TablesHoldingAsync(string text)
    {
        await using var db = postgres.CreateDbContext();
        var tables = await db.Database.SqlQuery<string>($"""
            select format('%I.%I', table_schema, table_name) as "Value" from information_schema.tables
            where table_schema in ('public', 'audit', 'quartz') and table_type = 'BASE TABLE'
            """).ToListAsync(Ct);
        var holding = new List<string>();
        foreach (var table in tables)
        {
            // The names come from the catalogue, quoted by it.
            var query = "select exists (select from " + table + " t where t::text like '%' || {0} || '%') as \"Value\"";
            var found = await db.Database.SqlQueryRaw<bool>(query, text).SingleAsync(Ct);
            if (found) holding.Add(table);
        }

        return holding;
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines) Lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
