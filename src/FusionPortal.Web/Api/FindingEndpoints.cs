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
            .WithSummary("Findings, a page at a time, with the findings page's filters and orders.");
        group.MapGet("/{id}", GetAsync).WithName("GetFinding").Refuses(404, 409)
            .WithSummary("One finding by id or number, for example F-17: expected, actual, evidence, life, and what to do.");
    }

    private static async Task<Ok<FindingPage>> ListAsync(
        [AsParameters] FindingsQuery query, HttpRequest request, FindingQueries findings, KnownFilters known,
            CancellationToken cancellationToken,
        [Description("severity, oldest, newest, resource or organization.")] string? sort = null,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 500.")] int take = 50)
    {
        var address = FindingsQuery.Read(request, "take");
        await known.RequireAsync(address.Filter, cancellationToken);
        return TypedResults.Ok(await findings.ListAsync(address.Filter, address.Sort, address.Cursor, take, cancellationToken));
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
