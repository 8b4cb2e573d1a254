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
    string? OrgId = null);

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
        var finding = FindingNumber(filter.Subject);
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
                or {finding}::bigint is not null
                  and e.subject = (select 'finding:' || f.id from finding f where f.number = {finding}))
              and ({from}::timestamptz is null or e.at >= {from})
              and ({to}::timestamptz is null or e.at < {to})
              and ({orgId}::text is null or e.subject = 'organization:' || {orgId} or e.subject in (
                select 'run:' || r.id from run r join organization o on o.id = r.organization_id where o.org_id = {orgId}))
            order by e.seq desc limit {limit}
            """, cancellationToken);
    }

    private static long? FindingNumber(string? text) =>
        text?.Trim() is { Length: > 2 } given && given.StartsWith("F-", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(given.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Like(string? text) => string.IsNullOrWhiteSpace(text) ? null : $"%{Escape(text.Trim())}%";

    // PostgreSQL holds no NUL, so none is looked for.
    private static string Escape(string text) => text
        .Replace("\0", "", StringComparison.Ordinal).Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
