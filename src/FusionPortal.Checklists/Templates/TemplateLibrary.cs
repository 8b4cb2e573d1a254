using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Templates;

/// <summary>
/// The templates that ship with the portal. They are not the ones in force: a database may hold later ones, or ones that people wrote.
/// </summary>
public static class TemplateLibrary
{
    // Those that others link to stand before those that link to them.
    private static readonly Lazy<IReadOnlyList<LoadedTemplate>> Loaded = new(() =>
        [.. EmbeddedText.Names(".yaml").Select(name => TemplateYaml.Read(EmbeddedText.Read(name).ReplaceLineEndings("\n")))
            .OrderBy(t => t.Template.Kind).ThenBy(t => t.Template.Links.Count).ThenBy(t => t.Template.Key, StringComparer.Ordinal)]);

    /// <summary>The newest of each, read once: every YAML file of this folder. Its version is the number it ships under.</summary>
    public static IReadOnlyList<LoadedTemplate> All => Loaded.Value;

    /// <summary>The key of the checklist that installs a client.</summary>
    public static string ClientInstall => All.Single(loaded => loaded.Template.Kind == RunKind.ClientInstall).Template.Key;

    /// <summary>Every template that was ever shipped and whose number is closed: by key, oldest first.</summary>
    public static IReadOnlyList<ShippedText> Shipped { get; } =
        ShippedText.ReadAll(typeof(TemplateLibrary).Assembly, "FusionPortal.Checklists.Templates.Shipped.");

    /// <exception cref="KeyNotFoundException">No template with this key ships with the portal.</exception>
    public static LoadedTemplate Get(string key) =>
        All.FirstOrDefault(loaded => loaded.Template.Key == key)
            ?? throw new KeyNotFoundException($"No template '{key}' ships with the portal.");
}
