using System.ComponentModel;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Whether it is getting better, and what explains each step.</summary>
internal static class TrendEndpoints
{
    public static void MapTrend(this RouteGroupBuilder api) =>
        api.MapGet("/trend", ReadAsync).WithTags("Findings").WithName("GetTrend").Refuses(409)
            .WithSummary(
                "Open findings, score and coverage at the end of each day, what was published meanwhile, and what changed since "
                    + "a day ago.");

    private static async Task<Ok<TrendAnswer>> ReadAsync(
        TrendQueries trends, ChangeQueries changes, KnownFilters known, CancellationToken cancellationToken,
        [Description("30d: each of 30 days. 90d: each of 90. 1y: every seventh day of a year.")] string span = "30d",
        [Description("One account, by its number. Without it, all.")] string? account = null,
        [Description("Seen from that moment. Without it, now.")] DateTimeOffset? asOf = null)
    {
        var of = new ComplianceFilter(account, asOf);
        await known.RequireAsync(new FindingFilter(account is null ? null : [account], AsOf: asOf), cancellationToken);
        var trend = await trends.ReadAsync(
            new TrendFilter(account, TrendSpans.Find(span) ?? throw QueryFilter.NotUnderstood($"span={span}"), asOf), cancellationToken);
        var since = await changes.SinceAsync(of, TimeSpan.FromDays(1), cancellationToken);
        return TypedResults.Ok(
            new TrendAnswer(trend, since, since is null ? [] : await changes.BehindAsync(since, of, cancellationToken)));
    }

    /// <param name="Trend">The days, and what was published between them.</param>
    /// <param name="SinceYesterday">What opened and closed since a day ago, adding up to what is open; null where nothing is known of
    /// then.</param>
    /// <param name="Behind">Whose the changes are.</param>
    internal sealed record TrendAnswer(Trend Trend, SincePrevious? SinceYesterday, IReadOnlyList<ChangeBehind> Behind);
}
