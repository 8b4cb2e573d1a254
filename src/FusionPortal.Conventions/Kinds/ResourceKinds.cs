using System.Collections.Frozen;

namespace FusionPortal.Conventions.Kinds;

/// <summary>Every kind of resource the portal names: the classes of this assembly that derive from <see cref="ResourceKind"/>.</summary>
public static class ResourceKinds
{
    /// <summary>In ordinal order of their ids, <see cref="OtherResource"/> last.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        .. typeof(ResourceKind).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ResourceKind)))
            .Select(t => (ResourceKind)Activator.CreateInstance(t)!)
            .OrderBy(k => k is OtherResource).ThenBy(k => k.Id, StringComparer.Ordinal),
    ];

    /// <summary>The ids of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(k => k.Id)];

    private static readonly FrozenDictionary<string, ResourceKind> ById = All.ToFrozenDictionary(k => k.Id, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ResourceKind[]> ByService = All
        .Where(k => k.ListedAmong is null && k is not OtherResource)
        .GroupBy(k => k.Arn.Service, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    private static readonly ResourceKind Other = ById[OtherResource.Kind];

    public static bool IsKnown(string id) => ById.ContainsKey(id);

    /// <summary>The kind of that id; <see cref="OtherResource"/> for an id that no kind has.</summary>
    public static ResourceKind Of(string id) => ById.GetValueOrDefault(id, Other);

    /// <summary>For people, inside a sentence: "S3 bucket", "security group"; "resource" for an id that no kind has.</summary>
    public static string Label(string id) => Of(id).Label;

    /// <summary>Which kind an ARN denotes, and what it says of the name.</summary>
    /// <param name="service">The ARN's service.</param>
    /// <param name="resource">Everything after the account.</param>
    internal static (ResourceKind Kind, string Name) Read(string service, string resource)
    {
        if (!ByService.TryGetValue(service, out var kinds)) return (Other, resource);
        foreach (var kind in kinds)
            if (kind.Arn.TryReadName(resource) is { } name) return (kind, name);
        return (Other, resource);
    }
}
