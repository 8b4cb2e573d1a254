using System.Text.Json;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>GetResources: what the caller's account has in the region the request was signed for.</summary>
internal sealed class TaggingService(ISimulatedEstate estate, SimulatorOptions options, Func<DateTimeOffset> now) : ISimulatedService
{
    public Dialect Dialect { get; } = new("tagging", WireProtocol.Json)
    {
        Target = "ResourceGroupsTaggingAPI_20170126",
        StaleToken = "PaginationTokenExpiredException",
        Throttled = ("ThrottledException", 400),
        Failed = "InternalServiceException",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["GetResources"] = Operation.Of("tag:GetResources", GetResources, "PaginationToken"),
    };

    private WireAnswer GetResources(WireCall call, PageFaults faults)
    {
        var (account, region) = (call.Principal!.AccountId, call.Region);
        var query = TaggingQuery.Read(call.Json);
        if (query.Arns.Count > 0) return Answer(Named(query.Arns, account, region), EndOfPages);
        var digest = query.Digest(account, region);
        var (from, size) = faults.Window(Start(query, digest), query.PageSize);
        var (page, next) = Collect(query, account, region, from, size);
        return Answer(page, w =>
        {
            if (next < estate.Count(account, region)) w.WriteString("PaginationToken", new PaginationToken(digest, next, now()).Write());
            else EndOfPages(w);
        });
    }

    private static WireAnswer Answer(List<SimulatedResource> page, Action<Utf8JsonWriter> token) => WireAnswer.Json(w =>
    {
        token(w);
        w.WriteStartArray("ResourceTagMappingList");
        foreach (var resource in page)
        {
            w.WriteStartObject();
            w.WriteString("ResourceARN", resource.Arn);
            Tags.Write(w, resource.Tags);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    private void EndOfPages(Utf8JsonWriter w)
    {
        if (options.EndOfPages == Simulator.EndOfPages.Empty) w.WriteString("PaginationToken", "");
        else if (options.EndOfPages == Simulator.EndOfPages.Null) w.WriteNull("PaginationToken");
    }

    /// <summary>Those of the named resources that are the caller's, in this region, and have or had tags. About others AWS says
    /// nothing.</summary>
    private List<SimulatedResource> Named(IReadOnlyList<string> arns, string account, string region) =>
        [.. arns.Select(estate.Find).Where(p => p is not null && p.AccountId == account && p.Region == region && IsListed(p.Resource))
            .Select(p => p!.Resource)];

    private static bool IsListed(SimulatedResource resource) => resource.EverTagged && !ArnKind.IsBeyondTagging(resource.Arn);

    private int Start(TaggingQuery query, string digest)
    {
        if (query.Token is null) return 0;
        var token = PaginationToken.Read(query.Token) ?? throw AwsError.InvalidParameter("The PaginationToken is not valid.");
        if (token.Query != digest) throw AwsError.InvalidParameter("The PaginationToken belongs to a query with other parameters.");
        if (now() - token.Issued > options.PaginationTokenLife)
            throw new AwsError("PaginationTokenExpiredException", "The pagination token has expired. Start the query again.");
        return token.Next;
    }

    /// <summary>A resource and its tags are never split over pages; a resource without tags counts as one tag.</summary>
    private (List<SimulatedResource> Page, int Next) Collect(TaggingQuery query, string account, string region, int from, int size)
    {
        var page = new List<SimulatedResource>(size);
        var (tags, next) = (0, from);
        while (page.Count < size && estate.At(account, region, next) is { } resource)
        {
            if (IsListed(resource) && query.Admits(resource))
            {
                tags += Math.Max(1, resource.Tags.Count);
                if (tags > query.TagsPerPage && page.Count > 0) break;
                page.Add(resource);
            }

            next++;
        }

        // Where only what is never listed is left, this was the last page.
        while (size > 0 && estate.At(account, region, next) is { } left && !IsListed(left)) next++;
        return (page, next);
    }
}
