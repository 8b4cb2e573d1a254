using System.Text.Json;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Reports.Register;

/// <summary>What was produced, as the audit trail has it, each beside the last time before that the same was asked.</summary>
public sealed class ReportRegisterQueries(NpgsqlDataSource dataSource, ReportCatalog reports)
{
    public const int MaxPage = 200;

    private const string Kind = "report.exported";

    // As the page of the trail.
    private static readonly Role[] Overseers = [Role.Lead, Role.Auditor, Role.Administrator];

    /// <summary>Newest first. Who oversees sees what everybody produced, others what they did themselves.</summary>
    /// <param name="before">Only events of the trail with a smaller number; null for the newest.</param>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    public async Task<ReportRegisterPage> ListAsync(
        ReportRegisterFilter filter, long? before, int take, Actor actor, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(take, 1, MaxPage);
        var sql = new SqlFilter();
        var told = Told(sql, reports.All.Where(r => r.MayProduce.Any(actor.Is)));
        if (!Overseers.Any(actor.Is)) sql.Is("by_id", actor.SubjectId);
        sql.Is("name", filter.Name);
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = filter.Text.Trim();
            var (anywhere, beginning) = (sql.Value(LikePattern.Anywhere(text)), sql.Value(LikePattern.Beginning(text.ToLowerInvariant())));
            sql.And($"by ilike {anywhere} or about ilike {anywhere} or sha256 like {beginning}");
        }

        if (filter.From is { } from) sql.And($"at >= {sql.Value(from.ToUniversalTime())}");
        if (filter.To is { } to) sql.And($"at < {sql.Value(to.ToUniversalTime())}");
        if (filter.Bytes is { } bytes) sql.And(Condition(bytes));
        var (smaller, one) = (sql.Value(before ?? long.MaxValue), sql.Value(limit + 1));
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await sql.ListAsync<Row>(
            connection,
            $"""
            {told}, found as (select *, count(*) over () as total from told where {sql})
            select * from found where seq < {smaller} order by seq desc limit {one}
            """,
            cancellationToken);
        return new ReportRegisterPage(
            [.. rows.Take(limit).Select(Read)], rows.Count == 0 ? 0 : rows[0].Total, rows.Count > limit ? rows[limit - 1].Seq : null);
    }

    /// <summary>One production by the number of its event.</summary>
    internal async Task<ReportProduction> GetAsync(string name, long seq, CancellationToken cancellationToken)
    {
        var sql = new SqlFilter();
        var told = Told(sql, [reports.Get(name)]);
        sql.And($"seq = {sql.Value(seq)}");
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return Read((await sql.ListAsync<Row>(connection, $"{told} select *, 1::bigint as total from told where {sql}", cancellationToken))
            .Single());
    }

    // A workbook has the hash of the CSV of the same rows. What was broken off answers nothing, so it is compared with nothing.
    private static string Told(SqlFilter sql, IEnumerable<Report> reports) => $"""
        with made as (
          select e.seq, e.at, e.actor, e.subject, audit.read(b.body) -> 'data' as data, audit.read(b.body) -> 'actor' ->> 'name' as by
          from audit.event e join audit.body b using (stream, seq)
          where e.stream = {sql.Value(AuditWriter.Stream)} and e.subject = any({sql.Value(Subjects(reports))})
            and e.kind = {sql.Value(Kind)}),
        told as (
          select seq, at, coalesce(by, actor) as by, actor as by_id, split_part(subject, ':', 2) as name,
            (data ->> 'version')::int as version, data ->> 'format' as format, (data ->> 'asOf')::timestamptz as as_of,
            (data -> 'about')::text as about, (data ->> 'rows')::bigint as rows, data ->> 'sha256' as sha256,
            coalesce((data ->> 'redacted')::bigint, 0) as redacted, (data ->> 'knowledgeHours')::float8 as hours,
            lag(seq) over same as before_seq, lag(at) over same as before_at, lag(data ->> 'sha256') over same as before_sha256,
            lag((data ->> 'version')::int) over same as before_version,
            lag((data ->> 'knowledgeHours')::float8) over same as before_hours
          from made
          window same as (
            partition by subject, data ->> 'format' = 'json', data ->> 'asOf', data -> 'about', data ->> 'sha256' is null order by seq))
        """;

    private static string[] Subjects(IEnumerable<Report> reports) => [.. reports.Select(r => $"report:{r.Name}")];

    private static string Condition(BytesCompared bytes) => bytes switch
    {
        BytesCompared.First => "sha256 is not null and before_sha256 is null",
        BytesCompared.Same => "before_sha256 = sha256",
        BytesCompared.Other => "before_sha256 <> sha256",
        BytesCompared.BrokenOff => "sha256 is null and version is not null",
        _ => throw new ArgumentOutOfRangeException(nameof(bytes), bytes, null),
    };

    private static ReportProduction Read(Row row) => new(
        row.Seq, row.At, row.By, row.ById, row.Name, row.Version,
        Enum.TryParse<ReportFormat>(row.Format, ignoreCase: true, out var format) ? format : null, row.AsOf, Asked(row.About), row.Rows,
        row.Sha256, row.Redacted, row.Hours)
    {
        Before = row is { Sha256: { } sha256, BeforeSeq: { } seq, BeforeAt: { } at }
            ? new EarlierProduction(seq, at, sha256 == row.BeforeSha256, sha256 == row.BeforeSha256 ? [] : Causes(row)) : null,
    };

    private static List<BytesCause> Causes(Row row)
    {
        var causes = new List<BytesCause>();
        if (row.Version != row.BeforeVersion) causes.Add(BytesCause.Version);
        if (row.Hours != row.BeforeHours) causes.Add(BytesCause.Knowledge);
        return causes.Count == 0 ? [BytesCause.Unexplained] : causes;
    }

    private static List<KeyValuePair<string, string>> Asked(string? about)
    {
        if (about is null) return [];
        using var read = JsonDocument.Parse(about);
        return [.. read.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.ToString()))
            .OrderBy(p => p.Key, StringComparer.Ordinal)];
    }

    private sealed record Row(
        long Seq, DateTimeOffset At, string By, string ById, string Name, int? Version, string? Format, DateTimeOffset? AsOf, string? About,
        long? Rows, string? Sha256, long Redacted, double? Hours, long? BeforeSeq, DateTimeOffset? BeforeAt, string? BeforeSha256,
        int? BeforeVersion, double? BeforeHours, long Total);
}
