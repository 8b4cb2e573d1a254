using System.ComponentModel;
using System.Globalization;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Violations of the convention book.</summary>
internal static class FindingEndpoints
{
    public static void MapFindings(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/findings").WithTags("Findings");
        group.MapGet("/", ListAsync).WithName("ListFindings").Refuses(409)
            .WithSummary("Findings, a page at a time, with the findings page's filters and orders.")
            .WithMetadata(new QueryKeys(FindingKeys.All.All));
        group.MapGet("/{id}", GetAsync).WithName("GetFinding").Refuses(404, 409)
            .WithSummary("One finding by id or number, for example F-17: expected, actual, evidence, life, and what to do.");
    }

    private static async Task<Ok<FindingPage>> ListAsync(
        HttpRequest request, FindingQueries findings, KnownFilters known, CancellationToken cancellationToken,
        [Description("severity, oldest, newest, resource or organization.")] string? sort = null,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 500.")] int take = 50)
    {
        var filter = QueryFilter.Read(FindingKeys.All, request.Query, "sort", "cursor", "page", "take");
        var order = FindingSort.Severity;
        if (!string.IsNullOrWhiteSpace(sort) && !FindingKeys.TryReadSort(sort, out order)) throw QueryFilter.NotUnderstood($"sort={sort}");
        await known.RequireAsync(filter, cancellationToken);
        var after = string.IsNullOrWhiteSpace(cursor) ? null : cursor.Trim();
        return TypedResults.Ok(await findings.ListAsync(filter, order, after, take, cancellationToken));
    }

    private static async Task<Ok<FindingDetail>> GetAsync(
        string id, FindingQueries findings, CancellationToken cancellationToken,
        [Description("What the portal knew at that moment.")] DateTimeOffset? asOf = null)
    {
        var found = Guid.TryParse(id, out var guid) ? guid
            : id.StartsWith("F-", StringComparison.OrdinalIgnoreCase)
                && long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? await findings.FindAsync(number, cancellationToken)
                : null;
        return TypedResults.Ok(
            (found is { } known ? await findings.GetAsync(known, asOf, cancellationToken) : null)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-finding", "There is no such finding."));
    }
}
