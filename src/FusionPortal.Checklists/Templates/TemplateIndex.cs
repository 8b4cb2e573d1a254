namespace FusionPortal.Checklists.Templates;

/// <summary>Where a field stands in its template.</summary>
/// <param name="Order">Counts fields from the top of the template; conditions only look up.</param>
internal sealed record FieldPlace(FieldDefinition Field, StepDefinition Step, SectionDefinition Section, int Order);

/// <param name="Order">Counts steps from the top of the template.</param>
internal sealed record StepPlace(StepDefinition Step, SectionDefinition Section, int Order);

/// <summary>Finds sections, steps and fields of a template by id. Where an id is used twice the first one counts.</summary>
internal sealed class TemplateIndex
{
    private readonly Dictionary<string, FieldPlace> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepPlace> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SectionDefinition> _sections = new(StringComparer.Ordinal);

    public TemplateIndex(Template template)
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

    public IEnumerable<FieldPlace> Fields => _fields.Values;

    public FieldPlace? Field(string id) => _fields.GetValueOrDefault(id);

    public StepPlace? Step(string id) => _steps.GetValueOrDefault(id);

    public SectionDefinition? Section(string id) => _sections.GetValueOrDefault(id);
}
