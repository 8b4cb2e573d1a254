using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Web.Components.Shared;

/// <summary>What people call the kinds of resources.</summary>
public static class KindLabels
{
    /// <summary>"S3 bucket" for <c>s3-bucket</c>; a kind without a name of its own is shown as it is.</summary>
    public static string Of(string kind) => kind switch
    {
        Convention.OrganizationKind => "Client",
        Convention.AccountKind => "Account",
        _ => ResourceKinds.IsKnown(kind) ? ResourceKinds.Of(kind).Title : kind,
    };

    /// <summary>The ids of every kind, in the order of a menu: as their titles sort, whatever is no kind of its own last.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. ResourceKinds.All.OrderBy(k => k is OtherResource).ThenBy(k => k.Title, StringComparer.OrdinalIgnoreCase).Select(k => k.Id),
    ];
}
