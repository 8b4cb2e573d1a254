using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Templates;

/// <summary>
/// The templates that ship with the portal. They are not the ones in force: a database may hold later ones, or ones that people wrote.
/// </summary>
public static class TemplateLibrary
{
    public const string ClientInstall = "client-install";
    public const string Vpc = "vpc";
    public const string Ec2Instance = "ec2-instance";
    public const string RdsInstance = "rds-instance";

    private static readonly Lazy<IReadOnlyList<LoadedTemplate>> Loaded = new(() =>
        [.. new[] { ClientInstall, Vpc, Ec2Instance, RdsInstance }
            .Select(key => TemplateYaml.Read(EmbeddedText.Read($"{key}.yaml").ReplaceLineEndings("\n")))]);

    /// <summary>The newest of each, read once. Its version is the number it ships under.</summary>
    public static IReadOnlyList<LoadedTemplate> All => Loaded.Value;

    /// <summary>Every template that was ever shipped and whose number is closed: by key, oldest first.</summary>
    public static IReadOnlyList<ShippedText> Shipped { get; } =
        ShippedText.ReadAll(typeof(TemplateLibrary).Assembly, "FusionPortal.Checklists.Templates.Shipped.");

    /// <exception cref="KeyNotFoundException">No template with this key ships with the portal.</exception>
    public static LoadedTemplate Get(string key) =>
        All.FirstOrDefault(loaded => loaded.Template.Key == key)
            ?? throw new KeyNotFoundException($"No template '{key}' ships with the portal.");
}
