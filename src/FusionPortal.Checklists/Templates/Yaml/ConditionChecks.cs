using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Checks that a condition asks only what can be answered before it is needed, and compares with values that can occur.</summary>
internal sealed class ConditionChecks(TemplateIndex index, List<TemplateIssue> issues)
{
    /// <param name="section">The section the condition stands in.</param>
    /// <param name="before">The order of the first field that is too late to be asked about.</param>
    public void Check(Condition? condition, SectionDefinition section, int before, int line)
    {
        if (condition is null) return;
        foreach (var id in condition.Fields()) Reachable(id, section, before, line);
        if (!section.RepeatsPerSite && condition.AsksAboutSite())
            Report(line, "A condition asks about the site, in a section that does not repeat for each site.");
        Values(condition, line);
    }

    /// <summary>Reports a reference to a field that does not exist, comes too late, or differs for each site.</summary>
    public FieldPlace? Reachable(string id, SectionDefinition section, int before, int line)
    {
        if (index.Field(id) is not { } place)
        {
            Report(line, $"There is no field '{id}'.");
            return null;
        }

        if (place.Order >= before) Report(line, $"Field '{id}' comes later; only fields above can be asked about.");
        if (place.Section.RepeatsPerSite && !section.RepeatsPerSite)
            Report(line, $"Field '{id}' differs for each site and cannot be asked about here.");
        return place;
    }

    private void Values(Condition condition, int line)
    {
        switch (condition)
        {
            case Condition.All all:
                foreach (var inner in all.Conditions) Values(inner, line);
                break;
            case Condition.Any any:
                foreach (var inner in any.Conditions) Values(inner, line);
                break;
            case Condition.Not not:
                Values(not.Inner, line);
                break;
            case Condition.FieldIn fieldIn when index.Field(fieldIn.Field) is { } place:
                foreach (var value in fieldIn.Values.Where(value => !place.Field.Type.CanBe(place.Field, value)))
                    Report(line, $"Field '{fieldIn.Field}' is never '{value}'.");
                break;
            case Condition.FieldAtMost atMost:
                IsNumber(atMost.Field, line);
                break;
            case Condition.FieldAtLeast atLeast:
                IsNumber(atLeast.Field, line);
                break;
            case Condition.FactIn fact:
                foreach (var value in fact.Values.Where(value => !Enum.GetNames<EnvironmentKind>().Contains(value, StringComparer.Ordinal)))
                    Report(line, $"'{value}' is no environment. It is one of: {string.Join(", ", Enum.GetNames<EnvironmentKind>())}.");
                break;
            default:
                break;
        }
    }

    private void IsNumber(string field, int line)
    {
        if (index.Field(field) is { Field.Type.IsNumber: false })
            Report(line, $"Field '{field}' is not a number and cannot be compared with one.");
    }

    private void Report(int line, string message) => issues.Add(new TemplateIssue(line, message));
}
