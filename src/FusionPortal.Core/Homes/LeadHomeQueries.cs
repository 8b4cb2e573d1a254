using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Runs;

namespace FusionPortal.Core.Homes;

/// <summary>Reads the home of whoever answers for the estate.</summary>
public sealed class LeadHomeQueries(
    ComplianceQueries compliance, ChangeQueries changes, FindingQueries findings, WaitingQueries waiting)
{
    /// <summary>Findings of one severity shown; the rest is counted.</summary>
    public const int Shown = 5;

    /// <param name="person">Whose home it is.</param>
    /// <param name="lastLookedAt">When they last looked before this visit; null during their first.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="RefusedException">Forbidden: it is for those who oversee others' work.</exception>
    public async Task<LeadHome> ForAsync(Actor person, DateTimeOffset? lastLookedAt, CancellationToken cancellationToken)
    {
        person.Require(Role.Lead, Role.Auditor, Role.Administrator);
        var everything = new ComplianceFilter();
        var summary = await compliance.SummaryAsync(everything, cancellationToken);
        var since = (lastLookedAt is { } at ? await changes.SinceAsync(everything, at, cancellationToken) : null)
            ?? await changes.SincePreviousAsync(everything, cancellationToken);
        var (critical, criticalUnseen) = await UnseenAsync(Severity.Critical, cancellationToken);
        var (high, highUnseen) = await UnseenAsync(Severity.High, cancellationToken);
        return new LeadHome(
            summary, lastLookedAt, since, since is null ? [] : await changes.BehindAsync(since, everything, cancellationToken),
            critical, criticalUnseen, high, highUnseen, await waiting.ListAsync(cancellationToken));
    }

    private async Task<(IReadOnlyList<FindingRow> Rows, long All)> UnseenAsync(Severity severity, CancellationToken cancellationToken)
    {
        var filter = new FindingFilter(Severities: [severity], Statuses: [FindingStatus.Open, FindingStatus.Reopened]);
        var page = await findings.ListAsync(filter, FindingSort.Oldest, null, Shown, cancellationToken);
        var all = page.NextCursor is null ? page.Rows.Count : (await findings.CountAsync(filter, cancellationToken)).Matching;
        return (page.Rows, all);
    }
}
