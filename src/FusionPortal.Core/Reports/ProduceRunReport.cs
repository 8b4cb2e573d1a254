using FusionPortal.Core.Data;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Reports;

/// <param name="AsOf">The record as it was then; null for now.</param>
public sealed record RunReportRequest(Guid RunId, DateTimeOffset? AsOf, ReportFormat Format);

/// <summary>One run's record as a file: every step that applied, who ticked it and when, and the values recorded.</summary>
public sealed class ProduceRunReport(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, RunRecord record, TimeProvider clock)
{
    // 2 tells what is no longer right; 3 what was kept although something spoke against it.
    private const int Version = 3;

    private static readonly string[] Columns =
    [
        "section", "site", "step", "letter", "title", "source", "state", "state_by", "state_at", "reason",
        "field", "label", "value", "origin", "value_by", "value_at", "confirmed_by", "revision", "no_longer_right", "kept_although",
            "kept_because",
    ];

    /// <returns>The hash of the canonical content: the same run and moment always give the same.</returns>
    /// <exception cref="RefusedException">Forbidden, no such run at that moment, or a moment that cannot be read.</exception>
    public async Task<ReportProduced> ExecuteAsync(
        RunReportRequest request, Actor actor, Stream output, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Auditor, Role.Administrator);
        var at = await HistoryClock.SettleAsync(
            dataSource, clock, request.AsOf, HistoryDomains.Runs | HistoryDomains.Records, cancellationToken);
        var head = await record.HeadAsync(request.RunId, at, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-run", "There is no such run, or it had not begun at that moment.");
        var rows = record.RowsAsync(request.RunId, at, cancellationToken).Select(Row);
        var table = new ReportTable("run", Version, "run", About(head, request.AsOf), Columns, rows)
        {
            Trail = TrailScope.OfRun(head),
        };
        return await ReportOutput.WriteAsync(factory, table, request.Format, at, actor, clock, output, cancellationToken);
    }

    private static object?[] Row(RunRecordRow r) =>
    [
        r.Section, r.SiteId, r.StepKey, r.Letter, r.Step, r.Source.ToString(), r.State.ToString(), r.StateBy, r.StateAt, r.Reason,
        r.Field, r.Label, r.Value, r.Origin.ToString(), r.ValueBy, r.ValueAt, r.Confirmed, r.Revision, r.Problems, r.Kept?.Seen,
            r.Kept?.Reason,
    ];

    // The run's revision and not the moment asked at: nothing done in between gives the same bytes.
    private static List<KeyValuePair<string, string>> About(RunRecordHead head, DateTimeOffset? asOf)
    {
        var about = new List<KeyValuePair<string, string>>();
        Add("id", head.RunId);
        Add("kind", head.Kind.ToString());
        Add("title", head.Title);
        Add("organization", head.OrgId);
        Add("template", head.TemplateKey);
        Add("templateVersion", head.TemplateVersion);
        Add("templateSha256", head.TemplateSha256);
        Add("startedBy", head.StartedBy);
        Add("startedAt", head.StartedAt);
        Add("topic", head.TopicKey);
        Add("topicVersion", head.TopicVersion);
        Add("topicSha256", head.TopicSha256);
        Add("complete", head.Complete ? "yes" : "no");
        Add("cancelledAt", head.Cancelled?.At);
        Add("cancelledBy", head.Cancelled?.By);
        Add("cancelReason", head.Cancelled?.Reason);
        Add("revision", head.RunRevision);
        Add("asOf", asOf);
        return about;

        void Add(string key, object? value)
        {
            if (value is not null) about.Add(new(key, ReportValue.Text(value)));
        }
    }
}
