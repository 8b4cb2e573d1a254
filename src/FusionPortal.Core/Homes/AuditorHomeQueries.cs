using System.Text.Json;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Homes;

/// <summary>Reads the home of whoever checks the portal itself.</summary>
public sealed class AuditorHomeQueries(
    IDbContextFactory<PortalDbContext> factory, AuditQueries trail, ComplianceQueries compliance)
{
    /// <summary>Reports shown.</summary>
    public const int Reports = 10;

    /// <summary>Productions looked through.</summary>
    public const int Far = 500;

    private sealed record Event(long Seq, DateTimeOffset At, string Subject, string? Body);

    private sealed record Counted(string Kind, long Count, long LastSeq, string Names);

    /// <param name="person">Whose home it is.</param>
    /// <param name="since">From when on changes are counted.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="RefusedException">Forbidden: it needs Auditor, Lead or Administrator.</exception>
    public async Task<AuditorHome> ForAsync(Actor person, DateTimeOffset since, CancellationToken cancellationToken)
    {
        person.Require(Role.Auditor, Role.Lead, Role.Administrator);
        var summary = await compliance.SummaryAsync(new ComplianceFilter(), cancellationToken);
        var head = await trail.HeadAsync(cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return new AuditorHome(
            since, await SeqAtAsync(db, since, cancellationToken), head, await VerifiedAsync(db, cancellationToken),
            await ReportsAsync(db, cancellationToken), summary.Coverage, await ChangesAsync(db, since, cancellationToken));
    }

    private static async Task<long> SeqAtAsync(PortalDbContext db, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await db.QueryAsync<long>(
            $"""
            select coalesce((select e.seq from audit.event e where e.stream = {AuditWriter.Stream} and e.at <= {since}
              order by e.seq desc limit 1), 0)
            """,
            cancellationToken))[0];

    private static async Task<TrailVerified?> VerifiedAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var last = await db.QueryAsync<Event>(
            $"""
            select e.seq, e.at, e.subject, b.body from audit.event e join audit.body b using (stream, seq)
            where e.stream = {AuditWriter.Stream} and e.subject = 'audit' and e.kind = 'audit.verified'
              and audit.read(b.body) -> 'data' is not null order by e.seq desc limit 1
            """,
            cancellationToken);
        if (last.Count == 0 || last[0].Body is not { } body) return null;
        using var read = JsonDocument.Parse(body);
        var data = read.RootElement.GetProperty("data");
        var fault = data.TryGetProperty("fault", out var found) && found.ValueKind == JsonValueKind.Object
            ? found.GetProperty("message").GetString() : null;
        return new TrailVerified(
            last[0].At, NameIn(read.RootElement), data.GetProperty("good").GetBoolean(), data.GetProperty("checked").GetInt64(), fault,
            data.GetProperty("head").GetProperty("seq").GetInt64());
    }

    private static async Task<IReadOnlyList<ReportMade>> ReportsAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var events = await db.QueryAsync<Event>(
            $"""
            select e.seq, e.at, e.subject, b.body from audit.event e join audit.body b using (stream, seq)
            where e.stream = {AuditWriter.Stream} and e.kind = 'report.exported' and audit.read(b.body) -> 'data' is not null
            order by e.seq desc limit {Far}
            """,
            cancellationToken);
        return [.. events.Select(Made).OfType<ReportMade>().GroupBy(Question).Take(Reports).Select(same => same.First() with
        {
            Times = same.Count(),
            SameBytes = same.Count() == 1 ? null : same.Select(m => m.Sha256).Distinct().Count() == 1,
        })];
    }

    // Everything but the answer is the question: the same report of the same, as of the same moment. A workbook has the hash of the CSV.
    private static string Question(ReportMade made) => string.Join(
        '\n', new[] { made.Name, made.Format == "json" ? "json" : "csv", made.AsOf?.ToString("O") ?? "" }.Concat(
            made.Asked.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}")));

    // One that was broken off has no hash, and one whose body was redacted says nothing.
    private static ReportMade? Made(Event entry)
    {
        if (entry.Body is null) return null;
        using var read = JsonDocument.Parse(entry.Body);
        var data = read.RootElement.GetProperty("data");
        if (!data.GetProperty("complete").GetBoolean() || data.GetProperty("sha256").GetString() is not { } sha256) return null;
        var asked = data.TryGetProperty("about", out var about) && about.ValueKind == JsonValueKind.Object
            ? about.EnumerateObject().Where(p => p.Name != "asOf").ToDictionary(p => p.Name, p => p.Value.ToString()) : [];
        return new ReportMade(
            entry.Subject["report:".Length..], data.GetProperty("asOf").TryGetDateTimeOffset(out var asOf) ? asOf : null, asked,
            data.GetProperty("format").ToString(), data.GetProperty("rows").GetInt64(), sha256, entry.At, NameIn(read.RootElement),
            entry.Seq, 1, null);
    }

    private static async Task<IReadOnlyList<TrailChange>> ChangesAsync(
        PortalDbContext db, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var topics = Enum.GetValues<TrailTopic>();
        string[] kinds = [.. topics.SelectMany(TrailChange.KindsOf)];
        var counted = await db.QueryAsync<Counted>(
            $"""
            select e.kind, count(*) as count, max(e.seq) as last_seq,
              string_agg(distinct coalesce(audit.read(b.body) -> 'actor' ->> 'name', e.actor), chr(10)) as names
            from audit.event e join audit.body b using (stream, seq)
            where e.stream = {AuditWriter.Stream} and e.at > {since} and e.kind = any({kinds}) group by e.kind
            """,
            cancellationToken);
        return [.. topics.Select(topic =>
        {
            var of = counted.Where(c => TrailChange.KindsOf(topic).Contains(c.Kind)).ToArray();
            return new TrailChange(
                topic, of.Sum(c => c.Count), of.Length == 0 ? null : of.Max(c => c.LastSeq),
                [.. of.SelectMany(c => c.Names.Split('\n')).Distinct().Order(StringComparer.Ordinal)]);
        })];
    }

    private static string NameIn(JsonElement body) =>
        body.TryGetProperty("actor", out var actor) && actor.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "";
}
