using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Checks that a field's keys fit its type and that what it refers to can be answered before it.</summary>
internal sealed class FieldChecks(
    int format, TemplateIndex index, ConditionChecks conditions, TemplatePlaces places, List<YamlProblem> problems)
{
    /// <summary>The format of the template.</summary>
    public int Format => format;

    public void Check(FieldPlace place)
    {
        Condition(place, place.Field.When);
        CheckKeys(place.Field, place);
        CheckLimits(place.Field, place);
        CheckPattern(place.Field, place);
        CheckReferences(place);
        CheckSuggestion(place);
        place.Field.Type.Check(place, this);
    }

    public void Report(FieldPlace place, string message) => problems.Add(new YamlProblem(places.Of(place.Field.Id), message));

    public void Condition(FieldPlace place, Condition? condition) =>
        conditions.Check(condition, place.Section, place.Order, places.Of(place.Field.Id));

    /// <summary>The field of that id, if it is one that is answered before this one; what is wrong with it is reported.</summary>
    public FieldPlace? Reachable(FieldPlace place, string id)
    {
        if (index.Field(id) is null) Report(place, $"Field '{place.Field.Id}' refers to '{id}', which is no field.");
        return index.Field(id) is null ? null : conditions.Reachable(id, place.Section, place.Order, places.Of(place.Field.Id));
    }

    private void CheckKeys(FieldDefinition field, FieldPlace place)
    {
        foreach (var key in FieldKey.All.Where(key => key.IsSet(field) && !field.Type.Keys.Contains(key)))
        {
            var types = string.Join(", ", FieldTypes.All.Where(type => type.Keys.Contains(key)).Select(type => type.Word));
            Report(place, $"'{key.Word}' only goes with {types}; '{field.Id}' is of type {field.Type.Word}.");
        }

        if (field.Check != FieldCheck.None && !field.Type.Checks.Contains(field.Check))
            Report(place, $"'check: {TemplateWords.Of(TemplateWords.Checks, field.Check)}' does not go with the type of '{field.Id}'.");
    }

    private void CheckLimits(FieldDefinition field, FieldPlace place)
    {
        if (field.MinLength < 0 || field.MaxLength is < 1 or > 10_000 || field.MinLength > field.MaxLength)
            Report(place, $"The lengths of '{field.Id}' have to be 0 ≤ min-length ≤ max-length ≤ 10000.");
        if (field.Min > field.Max) Report(place, $"'min' of '{field.Id}' is more than its 'max'.");
        if (field.Decimals is < 0 or > 6) Report(place, $"'decimals' of '{field.Id}' has to be 0 to 6.");
        if (field.NamePattern is not null && format >= 2)
            Report(place, $"Since format 2 the convention book has the patterns: '{field.Id}' says 'name' instead of 'name-pattern'.");
        if (field.NamePattern is { } pattern && Names.Recorded(pattern, out var error) is null)
            Report(place, $"'name-pattern' of '{field.Id}' is not usable: {error}");
    }

    private void CheckPattern(FieldDefinition field, FieldPlace place)
    {
        if (field.Pattern is null)
        {
            if (field.PatternSays is not null) Report(place, $"'pattern-says' of '{field.Id}' needs 'pattern'.");
            return;
        }

        if (field.PatternSays is null)
            Report(place, $"'pattern' of '{field.Id}' needs 'pattern-says': nobody should have to read a regular expression.");
        try
        {
            _ = FreeText.Whole(field.Pattern);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Report(place, $"'pattern' of '{field.Id}' is not usable: {e.Message}");
        }
    }

    private void CheckReferences(FieldPlace place)
    {
        var field = place.Field;
        if (field.EqualsField is { } equal && Reachable(place, equal) is { } other && !SameKind(field, other.Field))
            Report(place, $"Field '{field.Id}' has to equal '{equal}', which is of another type.");
        if (field.EqualsSays is not null && field.EqualsField is null) Report(place, $"'equals-says' of '{field.Id}' needs 'equals'.");
        if (field.DiffersFrom is { } differs && Reachable(place, differs) is { } unlike && !SameKind(field, unlike.Field))
            Report(place, $"Field '{field.Id}' has to differ from '{differs}', which is of another type.");
    }

    private void CheckSuggestion(FieldPlace place)
    {
        var field = place.Field;
        if (field.SuggestText is { } text)
        {
            if (field.Suggest is not null) Report(place, $"Field '{field.Id}' has 'suggest' or 'suggest-text', not both.");
            if (FieldValue.Read(field, text) is { Problem: { } wrong })
                Report(place, $"'suggest-text' of '{field.Id}' does not fit the field: {wrong}");
        }

        switch (field.Suggest)
        {
            case null:
                break;
            case SuggestedFact.OrganizationTitle or SuggestedFact.ListedSiteTitle when !field.Type.IsFreeText:
                Report(place, $"Field '{field.Id}' is offered a title but is not text.");
                break;
            case SuggestedFact.ListedSiteTitle when !place.Section.RepeatsPerSite:
                Report(place, $"Field '{field.Id}' is offered a site's title, in a section that does not repeat for each site.");
                break;
            case SuggestedFact.OrganizationTitle or SuggestedFact.ListedSiteTitle:
                break;
            case var other when Reachable(place, other) is { } from && !SameKind(field, from.Field):
                Report(place, $"Field '{field.Id}' is offered the value of '{other}', which is of another type.");
                break;
            default:
                break;
        }
    }

    private static bool SameKind(FieldDefinition a, FieldDefinition b) => a.Type.ComparedAs == b.Type.ComparedAs;
}
