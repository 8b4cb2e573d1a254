using System.Collections.Frozen;
using FusionPortal.Checklists.Templates.Yaml;

namespace FusionPortal.Checklists.Templates;

/// <summary>
/// Where each field comes from: stated by the company's guide, stated in part, or this portal's default. A field says what its step says
/// unless
/// <c>field-sources.txt</c> tells another; it goes by the template's key and the field's id, so a template that people edited keeps its
/// marks.
/// </summary>
public static class FieldSources
{
    private static readonly FrozenDictionary<(string Template, string Field), StepSource> Told = EmbeddedText.Read("field-sources.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' '))
        .ToFrozenDictionary(parts => (parts[0], parts[1]), parts => TemplateWords.Sources[parts[2]]);

    /// <summary>Template keys and field ids that have a mark of their own.</summary>
    public static IEnumerable<(string Template, string Field)> Own => Told.Keys;

    public static StepSource Of(string templateKey, StepDefinition step, FieldDefinition field) =>
        Told.GetValueOrDefault((templateKey, field.Id), step.Source);
}
