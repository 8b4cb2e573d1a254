using FusionPortal.Checklists.Templates.Yaml;

namespace FusionPortal.Checklists.Templates;

/// <summary>The templates that ship with the portal, imported as version 1 on first start.</summary>
public static class TemplateLibrary
{
    public const string ClientInstall = "client-install";
    public const string Vpc = "vpc";
    public const string Ec2Instance = "ec2-instance";
    public const string RdsInstance = "rds-instance";

    private static readonly Lazy<IReadOnlyList<LoadedTemplate>> Loaded = new(() =>
        [.. new[] { ClientInstall, Vpc, Ec2Instance, RdsInstance }.Select(key => TemplateYaml.Read(EmbeddedText.Read($"{key}.yaml").ReplaceLineEndings("\n")))]);

    /// <summary>All of them, read once.</summary>
    public static IReadOnlyList<LoadedTemplate> All => Loaded.Value;

    /// <exception cref="KeyNotFoundException">No template with this key ships with the portal.</exception>
    public static LoadedTemplate Get(string key) =>
        All.FirstOrDefault(loaded => loaded.Template.Key == key) ?? throw new KeyNotFoundException($"No template '{key}' ships with the portal.");
}
