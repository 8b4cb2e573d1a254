using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Checks;

/// <summary>
/// What a field is held against. A field keeps its id and its meaning through all versions of its checklist, so a run that is pinned to a
/// version written before a check existed is held to the check that the shipped checklist of the same key gives the same field.
/// </summary>
public static class ChecksInForce
{
    private static readonly Lazy<Dictionary<(string Template, string Field, FieldType Type), FieldCheck>> Shipped = new(() =>
        (from loaded in TemplateLibrary.All
         from section in loaded.Template.Sections
         from step in section.Steps
         from field in step.Fields
         where field.Check != FieldCheck.None
         select ((loaded.Template.Key, field.Id, field.Type), field.Check)).ToDictionary(pair => pair.Item1, pair => pair.Check));

    public static FieldCheck Of(Template template, FieldDefinition field)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(field);
        return field.Check != FieldCheck.None ? field.Check : Shipped.Value.GetValueOrDefault((template.Key, field.Id, field.Type));
    }

    /// <summary>Whether a value of the field can belong to one client only: what it names, or where its credential is kept.</summary>
    public static bool IsOwn(Template template, FieldDefinition field) =>
        field?.Type.IsCredentialReference == true || Of(template, field!) == FieldCheck.Own;
}
