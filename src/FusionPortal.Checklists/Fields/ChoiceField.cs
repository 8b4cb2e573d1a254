using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>One of the field's options. An option's id is stored, its label is shown; both may be typed.</summary>
public sealed class ChoiceField : FieldType
{
    public override string Word => "choice";

    public override string Holds => "the id of one of the field's options";

    public override FieldExample Example { get; } = new("Web edition", "web", "Standard")
    {
        Shown = "Web edition",
        Another = "express",
        With = field => field with
        {
            Options = [new() { Id = "web", Label = "Web edition" }, new() { Id = "express", Label = "Express edition" }],
        },
    };

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.Options, FieldKey.Feeds];

    internal override ReadValue Read(FieldDefinition field, string text)
    {
        var option = field.Options.FirstOrDefault(o => string.Equals(o.Id, text, StringComparison.OrdinalIgnoreCase))
            ?? field.Options.FirstOrDefault(o => string.Equals(o.Label, text, StringComparison.OrdinalIgnoreCase));
        return option is not null ? ReadValue.Good(option.Id)
            : ReadValue.Bad($"Choose one of: {string.Join(", ", field.Options.Select(o => o.Label))}.");
    }

    public override string Display(FieldDefinition field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Options.FirstOrDefault(option => option.Id == value)?.Label ?? value;
    }

    public override bool CanBe(FieldDefinition field, string value) => field?.Options.Any(option => option.Id == value) == true;

    internal override void Check(FieldPlace place, FieldChecks checks)
    {
        var field = place.Field;
        if (field.Options.Count < 2) checks.Report(place, $"Choice '{field.Id}' needs at least two options.");
        foreach (var twice in field.Options.GroupBy(option => option.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            checks.Report(place, $"Choice '{field.Id}' has the option '{twice.Key}' {twice.Count()} times.");
        foreach (var option in field.Options)
        {
            checks.Condition(place, option.When);
            if (option.When is not null && option.Says is null)
                checks.Report(place, $"Option '{option.Id}' of '{field.Id}' is not always allowed and needs 'says', telling why.");
        }
    }
}
