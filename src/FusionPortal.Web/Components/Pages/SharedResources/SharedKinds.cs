using FusionPortal.Checklists;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Web.Components.Pages.SharedResources;

/// <summary>What the kinds of shared resource are called; the checklists' own titles.</summary>
public static class SharedKinds
{
    /// <summary>Every kind that has a checklist.</summary>
    public static IReadOnlyList<(string Kind, string Template, string Title, string Summary)> All { get; } =
        [.. TemplateLibrary.All.Select(t => t.Template).Where(t => t.Kind == RunKind.SharedResource).Select(t => (t.SharedKind!, t.Key, t.Title, t.Summary))];

    public static string One(string kind) => All.FirstOrDefault(k => k.Kind == kind).Title ?? kind;

    public static string Plural(string kind) => One(kind) + "s";
}
