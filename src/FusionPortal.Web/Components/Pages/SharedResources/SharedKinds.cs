using FusionPortal.Core.Templates;

namespace FusionPortal.Web.Components.Pages.SharedResources;

/// <summary>What the kinds of shared resource are called: the titles of the checklists in force.</summary>
public static class SharedKinds
{
    public static string One(this IReadOnlyList<SharedKindSummary> kinds, string kind) =>
        kinds.FirstOrDefault(k => k.Kind == kind)?.Title ?? kind;

    public static string Plural(this IReadOnlyList<SharedKindSummary> kinds, string kind) => kinds.One(kind) + "s";
}
