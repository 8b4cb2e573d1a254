using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Checklists.Templates;

/// <summary>Where a field stands in its template.</summary>
/// <param name="Order">Counts fields from the top of the template; conditions only look up.</param>
internal sealed record FieldPlace(FieldDefinition Field, StepDefinition Step, SectionDefinition Section, int Order);

/// <param name="Order">Counts steps from the top of the template.</param>
internal sealed record StepPlace(StepDefinition Step, SectionDefinition Section, int Order);

/// <summary>Finds sections, steps, fields and compiled naming patterns of a template by id. Where an id is used twice the first one
/// counts.</summary>
internal sealed class TemplateIndex
{
    private readonly Dictionary<string, FieldPlace> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepPlace> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SectionDefinition> _sections = new(StringComparer.Ordinal);

    // A template is immutable and lives as long as its runs are read, so its index is made once for each instance.
    private static readonly ConditionalWeakTable<Template, TemplateIndex> Known = [];

    private readonly ConcurrentDictionary<string, NamePattern?> _patterns = new(StringComparer.Ordinal);

    public static TemplateIndex Of(Template template) => Known.GetValue(template, t => new TemplateIndex(t));

    private TemplateIndex(Template template)
    {
        foreach (var section in template.Sections)
        {
            _sections.TryAdd(section.Id, section);
            foreach (var step in section.Steps)
            {
                _steps.TryAdd(step.Id, new StepPlace(step, section, _steps.Count));
                foreach (var field in step.Fields)
                    _fields.TryAdd(field.Id, new FieldPlace(field, step, section, _fields.Count));
            }
        }
    }

    /// <summary>The pattern of a computed field, or the one a recorded name has to fit; null when the field has neither.</summary>
    public NamePattern? Pattern(FieldDefinition field) => _patterns.GetOrAdd(field.Id, _ =>
        field.Compute is { Pattern: not null } compute ? Names.Computed(compute, Field(field.Id)!.Section.RepeatsPerSite, out var _)
        : field.NamePattern is { } text ? Names.Recorded(text, out var _)
        : null);

    /// <summary>Why a recorded name does not fit its field's naming pattern; null when it does, or when the field has none.</summary>
    public string? Misfit(FieldDefinition field, string value, ConventionBook book)
    {
        var pattern = field.FollowsName is { } name ? Names.In(book, name)?.Pattern : field.NamePattern is not null ? Pattern(field) : null;
        return pattern?.IsMatch(value) == false ? $"{field.Label} has the form {pattern.Display}." : null;
    }

    public IEnumerable<FieldPlace> Fields => _fields.Values;

    public FieldPlace? Field(string id) => _fields.GetValueOrDefault(id);

    public StepPlace? Step(string id) => _steps.GetValueOrDefault(id);

    public SectionDefinition? Section(string id) => _sections.GetValueOrDefault(id);
}
