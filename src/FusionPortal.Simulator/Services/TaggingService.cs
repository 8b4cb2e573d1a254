using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>GetResources: what the caller's account has in the region the request was signed for.</summary>
internal sealed class TaggingService(ISimulatedEstate estate, SimulatorOptions options, Func<DateTimeOffset> now)
{
    /// <summary>Whether the request asks to go on with an earlier query.</summary>
    public static bool HasToken(WireCall call) => call.Operation == "GetResources" && JsonInput.Parse(call.Body).Text("PaginationToken") is { Length: > 0 };

    public WireAnswer Answer(WireCall call, PageFaults faults)
    {
        if (call.Operation != "GetResources") throw AwsError.UnknownOperation(call.Protocol, call.Operation);
        var (account, region) = (call.Principal!.AccountId, call.Region);
        var query = TaggingQuery.Read(call.Body);
        var digest = query.Digest(account, region);
        var (from, size) = faults.Window(Start(query, digest), query.PageSize);
        var (page, next) = Collect(query, account, region, from, size);
        return WireAnswer.Json(w =>
        {
            var more = next < estate.Count(account, region);
            if (more) w.WriteString("PaginationToken", new PaginationToken(digest, next, now()).Write());
            else if (options.EndOfPages == EndOfPages.Empty) w.WriteString("PaginationToken", "");
            else if (options.EndOfPages == EndOfPages.Null) w.WriteNull("PaginationToken");
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
    }

    private int Start(TaggingQuery query, string digest)
    {
        if (query.Token is null) return 0;
        var token = PaginationToken.Read(query.Token);
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
            if (query.Admits(resource))
            {
                tags += Math.Max(1, resource.Tags.Count);
                if (tags > query.TagsPerPage && page.Count > 0) break;
                page.Add(resource);
            }

            next++;
        }

        return (page, next);
    }
}
