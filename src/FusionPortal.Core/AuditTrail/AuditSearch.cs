using System.Globalization;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.AuditTrail;

/// <summary>Which events. Null or empty means no restriction.</summary>
/// <param name="Who">Found anywhere in the actor's name or subject id, ignoring case; % and _ are ordinary characters.</param>
/// <param name="Kind">The start of the kind: <c>run.</c> or <c>scan.started</c>.</param>
/// <param name="Subject">Found anywhere in the subject or in the title the event keeps, ignoring case; or a finding's number,
/// <c>F-20931</c>.</param>
/// <param name="From">Events at or after this moment.</param>
/// <param name="To">Events before this moment.</param>
/// <param name="OrgId">Events of that client and of its runs.</param>
public sealed record AuditFilter(
    string? Who = null, string? Kind = null, string? Subject = null, DateTimeOffset? From = null, DateTimeOffset? To = null,
    string? OrgId = null)
{
    /// <summary>Events of the finding of this number.</summary>
    public long? Finding { get; init; }

    /// <summary>Events of this run.</summary>
    public Guid? RunId { get; init; }

    /// <summary>An ARN or a resource's name: events of findings about it, and that it was looked at again.</summary>
    public string? Resource { get; init; }

    /// <summary>A finding's number as people write it, <c>F-20931</c> or without the letter; null where it is none.</summary>
    public static long? Number(string? text)
    {
        var given = text.AsSpan().Trim();
        if (given.StartsWith("F-", StringComparison.OrdinalIgnoreCase)) given = given[2..];
        return long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>Finds events of the trail for people to read.</summary>
public sealed class AuditSearch(IDbContextFactory<PortalDbContext> factory)
{
    public const int MaxPage = 200;

    /// <summary>Newest first.</summary>
    /// <param name="before">Only events with a smaller number; null for the newest.</param>
    /// <param name="take">1 to <see cref="MaxPage"/>; other values are brought there.</param>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? before, int take, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(take, 1, MaxPage);
        var smaller = before ?? long.MaxValue;
        var who = Like(filter.Who);
        var subject = Like(filter.Subject);
        var named = filter.Subject?.Trim().StartsWith("F-", StringComparison.OrdinalIgnoreCase) == true
            ? AuditFilter.Number(filter.Subject) : null;
        var run = filter.RunId is { } id ? $"run:{id}" : null;
        var resource = string.IsNullOrWhiteSpace(filter.Resource) ? null
            : filter.Resource.Trim().Replace("\0", "", StringComparison.Ordinal);
        var kind = string.IsNullOrWhiteSpace(filter.Kind) ? null : Escape(filter.Kind.Trim()) + "%";
        var orgId = string.IsNullOrWhiteSpace(filter.OrgId) ? null : filter.OrgId.Trim();
        var from = filter.From?.ToUniversalTime();
        var to = filter.To?.ToUniversalTime();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        // A redacted body names nobody; the actor's id is in the event itself.
        return await db.QueryAsync<AuditEntry>($"""
            select e.seq, e.at, e.actor, e.kind, e.subject, encode(e.hash, 'hex') as hash, b.body,
              exists (select from audit.event r where r.kind = 'audit.redacted' and r.subject = 'audit:' || e.seq) as redacted
            from audit.event e left join audit.body b using (stream, seq)
            where e.stream = {AuditWriter.Stream} and e.seq < {smaller}
              and ({who}::text is null or e.actor ilike {who} or audit.read(b.body) -> 'actor' ->> 'name' ilike {who})
              and ({kind}::text is null or e.kind like {kind})
              and ({subject}::text is null or e.subject ilike {subject} or audit.read(b.body) -> 'data' ->> 'title' ilike {subject}
                or {named}::bigint is not null
                  and e.subject = (select 'finding:' || f.id from finding f where f.number = {named}))
              and ({filter.Finding}::bigint is null
                or e.subject = (select 'finding:' || f.id from finding f where f.number = {filter.Finding}))
              and ({run}::text is null or e.subject = {run})
              and ({resource}::text is null
                or e.subject in (select 'finding:' || f.id from finding f where f.subject = {resource}
                  or right(f.subject, length({resource}) + 1) in (':' || {resource}, '/' || {resource}))
                or e.kind = 'resources.rechecked' and exists (
                  select from jsonb_array_elements_text(coalesce(audit.read(b.body) -> 'data' -> 'arns', '[]')) arn
                  where arn = {resource} or right(arn, length({resource}) + 1) in (':' || {resource}, '/' || {resource})))
              and ({from}::timestamptz is null or e.at >= {from})
              and ({to}::timestamptz is null or e.at < {to})
              and ({orgId}::text is null or e.subject = 'organization:' || {orgId} or e.subject in (
                select 'run:' || r.id from run r join organization o on o.id = r.organization_id where o.org_id = {orgId}))
            order by e.seq desc limit {limit}
            """, cancellationToken);
    }

    private static string? Like(string? text) => string.IsNullOrWhiteSpace(text) ? null : $"%{Escape(text.Trim())}%";

    // PostgreSQL holds no NUL, so none is looked for.
    private static string Escape(string text) => text
        .Replace("\0", "", StringComparison.Ordinal).Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
