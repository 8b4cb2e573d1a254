using FusionPortal.Conventions.Yaml;
using FusionPortal.Conventions;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Checks that a condition asks only what can be answered before it is needed, and compares with values that can occur.</summary>
internal sealed class ConditionChecks(TemplateIndex index, List<YamlProblem> problems)
{
    /// <param name="section">The section the condition stands in.</param>
    /// <param name="before">The order of the first field that is too late to be asked about.</param>
    public void Check(Condition? condition, SectionDefinition section, int before, YamlPlace at)
    {
        if (condition is null) return;
        foreach (var id in condition.Fields()) Reachable(id, section, before, at);
        if (!section.RepeatsPerSite && condition.AsksAboutSite())
            Report(at, "A condition asks about the site, in a section that does not repeat for each site.");
        Values(condition, at);
    }

    /// <summary>Reports a reference to a field that does not exist, comes too late, or differs for each site.</summary>
    public FieldPlace? Reachable(string id, SectionDefinition section, int before, YamlPlace at)
    {
        if (index.Field(id) is not { } place)
        {
            Report(at, $"There is no field '{id}'.");
            return null;
        }

        if (place.Order >= before) Report(at, $"Field '{id}' comes later; only fields above can be asked about.");
        if (place.Section.RepeatsPerSite && !section.RepeatsPerSite)
            Report(at, $"Field '{id}' differs for each site and cannot be asked about here.");
        return place;
    }

    private void Values(Condition condition, YamlPlace at)
    {
        switch (condition)
        {
            case Condition.All all:
                foreach (var inner in all.Conditions) Values(inner, at);
                break;
            case Condition.Any any:
                foreach (var inner in any.Conditions) Values(inner, at);
                break;
            case Condition.Not not:
                Values(not.Inner, at);
                break;
            case Condition.FieldIn fieldIn when index.Field(fieldIn.Field) is { } place:
                foreach (var value in fieldIn.Values.Where(value => !place.Field.Type.CanBe(place.Field, value)))
                    Report(at, $"Field '{fieldIn.Field}' is never '{value}'.");
                break;
            case Condition.FieldAtMost atMost:
                IsNumber(atMost.Field, at);
                break;
            case Condition.FieldAtLeast atLeast:
                IsNumber(atLeast.Field, at);
                break;
            case Condition.FactIn fact:
                foreach (var value in fact.Values.Where(value => !Enum.GetNames<EnvironmentKind>().Contains(value, StringComparer.Ordinal)))
                    Report(at, $"'{value}' is no environment. It is one of: {string.Join(", ", Enum.GetNames<EnvironmentKind>())}.");
                break;
            default:
                break;
        }
    }

    private void IsNumber(string field, YamlPlace at)
    {
        if (index.Field(field) is { Field.Type.IsNumber: false })
            Report(at, $"Field '{field}' is not a number and cannot be compared with one.");
    }

    private void Report(YamlPlace at, string message) => problems.Add(new YamlProblem(at, message));
}
