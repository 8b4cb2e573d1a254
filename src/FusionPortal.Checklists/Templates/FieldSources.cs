using System.Collections.Frozen;
using FusionPortal.Checklists.Templates.Yaml;

namespace FusionPortal.Checklists.Templates;

/// <summary>
/// Where each field comes from: stated by the company's guide, stated in part, or this portal's default. <c>field-sources.txt</c> says it
/// of every field of the shipped templates, by the template's key and the field's id, so a template that people edited keeps its marks; a
/// field they added says what its step says.
/// </summary>
public static class FieldSources
{
    // The format of templates whose words for sources the file is written in.
    private const int Words = 2;

    private static readonly FrozenDictionary<(string Template, string Field), StepSource> Told = EmbeddedText.Read("field-sources.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' '))
        .ToFrozenDictionary(parts => (parts[0], parts[1]), parts => TemplateWords.Sources(Words)[parts[2]]);

    /// <summary>Template keys and field ids that the file names.</summary>
    public static IEnumerable<(string Template, string Field)> Own => Told.Keys;

    public static StepSource Of(string templateKey, StepDefinition step, FieldDefinition field) =>
        Told.GetValueOrDefault((templateKey, field.Id), step.Source);
}
