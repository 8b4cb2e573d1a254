using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI.Model;

internal class AmazonResourceGroupsTaggingAPIRequest : AmazonWebServiceRequest;

internal class GetResourcesRequest : AmazonResourceGroupsTaggingAPIRequest
{
    /// <summary>Null or empty for the first page.</summary>
    public string? PaginationToken { get; set; }

    /// <summary>At most 100, beside which nothing else may be given.</summary>
    public List<string>? ResourceARNList { get; set; }

    /// <summary>1 to 100; a page may be shorter.</summary>
    public int? ResourcesPerPage { get; set; }

    /// <summary>For example <c>ec2</c> or <c>ec2:instance</c>; at most 100.</summary>
    public List<string>? ResourceTypeFilters { get; set; }

    /// <summary>All must hold; at most 50.</summary>
    public List<TagFilter>? TagFilters { get; set; }
}

internal class TagFilter
{
    public string? Key { get; set; }

    /// <summary>Any of them may hold; at most 20; empty means any value.</summary>
    public List<string>? Values { get; set; }
}

internal class GetResourcesResponse : AmazonWebServiceResponse
{
    /// <summary>Null, empty or absent when there is nothing more.</summary>
    public string? PaginationToken { get; set; }

    /// <summary>Null where the answer had none.</summary>
    public List<ResourceTagMapping>? ResourceTagMappingList { get; set; }
}

internal class ResourceTagMapping
{
    public string? ResourceARN { get; set; }

    public List<Tag>? Tags { get; set; }
}

internal class Tag
{
    public string? Key { get; set; }

    public string? Value { get; set; }
}
