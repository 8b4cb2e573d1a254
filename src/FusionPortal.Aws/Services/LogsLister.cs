using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>
/// CloudWatch log groups: 1,000 a page by ListLogGroups, which is young. Where the endpoint does not know it, DescribeLogGroups gives 50 a
/// page.
/// </summary>
internal sealed class LogsLister : IServiceLister
{
    private const string Bulk = "logs:ListLogGroups";
    private const string Older = "logs:DescribeLogGroups";

    private static readonly WireService Service = new("CloudWatch Logs", "logs", "2014-03-28") { TargetPrefix = "Logs_20140328" };

    // Endpoints do not unlearn an operation in the life of a process.
    private volatile bool _bulkIsUnknown;

    public ServiceReach Reach { get; } = new("logs", "CloudWatch log groups", IsGlobal: false, new HashSet<string> { LogGroup.Kind });

    public IReadOnlyList<string> Actions { get; } = [Bulk, Older];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken)
    {
        // Tokens of one operation mean nothing to the other, so the choice is made with a first page.
        var bulk = !_bulkIsUnknown;
        return listing.ReadAsync(bulk ? Bulk : Older, async (token, ct) =>
        {
            if (token is null) bulk = !_bulkIsUnknown;
            if (bulk && await BulkAsync(listing, token, ct) is { } page) return page;
            bulk = false;
            return Page(listing, await listing.WireAsync(Service, Older,
                c => c.JsonAsync("DescribeLogGroups", Body(50, token), ct), ct));
        }, cancellationToken);
    }

    private async Task<ListedPage?> BulkAsync(Listing listing, string? token, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await listing.WireAsync(Service, Bulk, async c =>
            {
                try
                {
                    return (JsonElement?)await c.JsonAsync("ListLogGroups", Body(1000, token), cancellationToken);
                }
                // Stand-ins say so by a page of HTML. AWS's own errors have a code.
                catch (AmazonServiceException e) when (
                    token is null && e is { StatusCode: HttpStatusCode.InternalServerError, ErrorCode: "" })
                {
                    return null;
                }
            }, cancellationToken);
            if (answer is { } page) return Page(listing, page);
        }
        catch (TargetFailedException e) when (
            token is null && e.InnerException is { } inner && AwsTroubles.Of(inner) == AwsTrouble.NotOffered)
        {
            // Asked below in the older way, which tells whether it is the service or the operation that is missing.
        }

        _bulkIsUnknown = true;
        return null;
    }

    private static JsonObject Body(int limit, string? token) =>
        token is null ? new() { ["limit"] = limit } : new() { ["limit"] = limit, ["nextToken"] = token };

    private static ListedPage Page(Listing listing, JsonElement answer) =>
        new([.. answer.Items("logGroups").Select(g => Observe(listing, g))], answer.Text("nextToken"));

    // The two operations, and older endpoints, differ in the ARN: with ":*" it would name the group's streams.
    private static Observation Observe(Listing listing, JsonElement group)
    {
        var arn = group.Text("logGroupArn") ?? group.Text("arn") ?? listing.Arn("logs", $"log-group:{group.Text("logGroupName")}");
        return listing.WithoutTags(
            arn.EndsWith(":*", StringComparison.Ordinal) ? arn[..^2] : arn, new { logGroupClass = group.Text("logGroupClass") });
    }
}
