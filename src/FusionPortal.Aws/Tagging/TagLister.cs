using Amazon.ResourceGroupsTaggingAPI.Model;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Tagging;

/// <summary>
/// Reads every tagged or once tagged resource of one account and region through the Resource Groups Tagging API, 100 a page.
/// Not listed by that API: what was never tagged, and IAM users and roles.
/// </summary>
internal sealed class TagLister : IServiceLister
{
    public const string Api = "tagging:GetResources";
    private const int PageSize = 100;

    public ServiceReach Reach { get; } = new(ScanTarget.Tagging, "Tags", IsGlobal: false, new HashSet<string>());

    // The API's IAM prefix is not its endpoint's name.
    public IReadOnlyList<string> Actions { get; } = ["tag:GetResources"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync(Api, async (token, ct) =>
        {
            var answer =
                await AskAsync(listing.Calls, new GetResourcesRequest { ResourcesPerPage = PageSize, PaginationToken = token }, ct);
            return new([.. Observe(listing.Calls, answer)], answer.PaginationToken);
        }, cancellationToken);

    public static Task<GetResourcesResponse> AskAsync(
        AccountCalls calls, GetResourcesRequest request, CancellationToken cancellationToken) =>
        calls.CallAsync(Api, CallRate.Tagging(calls.Options), credentials => calls.Clients.Tagging(credentials, calls.Region, calls.Meter),
            c => c.GetResourcesAsync(request, cancellationToken), cancellationToken);

    public static IEnumerable<Observation> Observe(AccountCalls calls, GetResourcesResponse answer) =>
        (answer.ResourceTagMappingList ?? []).Select(entry => Observations.From(
            entry.ResourceARN ?? "", calls.AccountId, calls.Region,
            new TagCollection((entry.Tags ?? []).Select(t => KeyValuePair.Create(t.Key ?? "", t.Value ?? "")))));
}
