using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Checks that a field's keys fit its type and that what it refers to can be answered before it.</summary>
internal sealed class FieldChecks(TemplateIndex index, ConditionChecks conditions, TemplateLines lines, List<TemplateIssue> issues)
{
    public void Check(FieldPlace place)
    {
        var (field, line) = (place.Field, lines.Of(place.Field.Id));
        conditions.Check(field.When, place.Section, place.Order, line);
        CheckOptions(place, line);
        CheckLimits(field, line);
        CheckReferences(place, line);
        CheckComputed(place, line);
    }

    private void CheckOptions(FieldPlace place, int line)
    {
        var field = place.Field;
        if (field.Type != FieldType.Choice)
        {
            if (field.Options.Count > 0) Report(line, $"Field '{field.Id}' has options but is no choice.");
            return;
        }

        if (field.Options.Count < 2) Report(line, $"Choice '{field.Id}' needs at least two options.");
        foreach (var twice in field.Options.GroupBy(option => option.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Report(line, $"Choice '{field.Id}' has the option '{twice.Key}' {twice.Count()} times.");
        foreach (var option in field.Options)
        {
            conditions.Check(option.When, place.Section, place.Order, line);
            if (option.When is not null && option.Says is null)
                Report(line, $"Option '{option.Id}' of '{field.Id}' is not always allowed and needs 'says', telling why.");
        }
    }

    private void CheckLimits(FieldDefinition field, int line)
    {
        var text = field.Type is FieldType.Text or FieldType.Note;
        if (!text && (field.MinLength ?? field.MaxLength) is not null)
            Report(line, $"'min-length' and 'max-length' only go with text; '{field.Id}' is not.");
        if (field.MinLength < 0 || field.MaxLength is < 1 or > 10_000 || field.MinLength > field.MaxLength)
            Report(line, $"The lengths of '{field.Id}' have to be 0 ≤ min-length ≤ max-length ≤ 10000.");
        if (field.Type != FieldType.Number && ((field.Min ?? field.Max) is not null || field.Decimals != 0 || field.Unit is not null))
            Report(line, $"'min', 'max', 'decimals' and 'unit' only go with numbers; '{field.Id}' is none.");
        if (field.Check != FieldCheck.None && field.Type != (field.Check == FieldCheck.NotInFuture ? FieldType.Date : FieldType.Text))
            Report(line, $"'check: {TemplateWords.Of(TemplateWords.Checks, field.Check)}' does not go with the type of '{field.Id}'.");
        if (field.Min > field.Max) Report(line, $"'min' of '{field.Id}' is more than its 'max'.");
        if (field.Decimals is < 0 or > 6) Report(line, $"'decimals' of '{field.Id}' has to be 0 to 6.");
        if (field.NamePattern is { } pattern)
        {
            if (field.Type != FieldType.Text) Report(line, $"'name-pattern' only goes with text; '{field.Id}' is not.");
            if (Names.Recorded(pattern, out var error) is null) Report(line, $"'name-pattern' of '{field.Id}' is not usable: {error}");
        }

        CheckPattern(field, line, text);
    }

    private void CheckPattern(FieldDefinition field, int line, bool text)
    {
        if (field.Pattern is null)
        {
            if (field.PatternSays is not null) Report(line, $"'pattern-says' of '{field.Id}' needs 'pattern'.");
            return;
        }

        if (!text && field.Type != FieldType.PasswordManagerReference)
            Report(line, $"'pattern' only goes with text and password-manager-reference; '{field.Id}' is neither.");
        if (field.PatternSays is null)
            Report(line, $"'pattern' of '{field.Id}' needs 'pattern-says': nobody should have to read a regular expression.");
        try
        {
            _ = FieldValue.Whole(field.Pattern);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Report(line, $"'pattern' of '{field.Id}' is not usable: {e.Message}");
        }
    }

    private void CheckReferences(FieldPlace place, int line)
    {
        var field = place.Field;
        if (field.EqualsField is { } equal && Reachable(place, equal, line) is { } other && !SameKind(field, other.Field))
            Report(line, $"Field '{field.Id}' has to equal '{equal}', which is of another type.");
        if (field.EqualsSays is not null && field.EqualsField is null) Report(line, $"'equals-says' of '{field.Id}' needs 'equals'.");
        if (field.InRegionOf is { } region)
        {
            if (field.Type != FieldType.AvailabilityZone)
                Report(line, $"'in-region-of' only goes with an availability zone; '{field.Id}' is none.");
            if (Reachable(place, region, line) is { Field.Type: not FieldType.AwsRegion })
                Report(line, $"'in-region-of' of '{field.Id}' has to name an aws-region field.");
        }

        if (field.DiffersFrom is { } differs && Reachable(place, differs, line) is { } unlike && !SameKind(field, unlike.Field))
            Report(line, $"Field '{field.Id}' has to differ from '{differs}', which is of another type.");
        CheckSuggestion(place, line);
    }

    private void CheckSuggestion(FieldPlace place, int line)
    {
        var field = place.Field;
        if (field.SuggestText is { } text)
        {
            if (field.Suggest is not null) Report(line, $"Field '{field.Id}' has 'suggest' or 'suggest-text', not both.");
            if (FieldValue.Read(field, text) is { Problem: { } wrong })
                Report(line, $"'suggest-text' of '{field.Id}' does not fit the field: {wrong}");
        }

        switch (field.Suggest)
        {
            case null:
                break;
            case SuggestedFact.OrganizationTitle or SuggestedFact.ListedSiteTitle when field.Type is not (FieldType.Text or FieldType.Note):
                Report(line, $"Field '{field.Id}' is offered a title but is not text.");
                break;
            case SuggestedFact.ListedSiteTitle when !place.Section.RepeatsPerSite:
                Report(line, $"Field '{field.Id}' is offered a site's title, in a section that does not repeat for each site.");
                break;
            case SuggestedFact.OrganizationTitle or SuggestedFact.ListedSiteTitle:
                break;
            case var other when Reachable(place, other, line) is { } from && !SameKind(field, from.Field):
                Report(line, $"Field '{field.Id}' is offered the value of '{other}', which is of another type.");
                break;
            default:
                break;
        }
    }

    private void CheckComputed(FieldPlace place, int line)
    {
        var field = place.Field;
        if ((field.Type == FieldType.Computed) != (field.Compute is not null))
            Report(line, $"Field '{field.Id}': type 'computed' and 'compute' belong together.");
        if (field.Compute is not { } compute) return;
        if (Names.Computed(compute, place.Section.RepeatsPerSite, out var error) is null)
            Report(line, $"'compute' of '{field.Id}' is not usable: {error}");
        foreach (var part in compute.Parts.Values)
        {
            if (Reachable(place, part, line) is { Field.Type: FieldType.PasswordManagerReference or FieldType.SiteList or FieldType.Note })
                Report(line, $"'{part}' cannot be part of a name.");
        }
    }

    private FieldPlace? Reachable(FieldPlace place, string id, int line)
    {
        if (index.Field(id) is null) Report(line, $"Field '{place.Field.Id}' refers to '{id}', which is no field.");
        return index.Field(id) is null ? null : conditions.Reachable(id, place.Section, place.Order, line);
    }

    private static bool SameKind(FieldDefinition a, FieldDefinition b)
    {
        return Kind(a) == Kind(b);
        // A computed name is text.
        static FieldType Kind(FieldDefinition field) => field.Type == FieldType.Computed ? FieldType.Text : field.Type;
    }

    private void Report(int line, string message) => issues.Add(new TemplateIssue(line, message));
}
