using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>Something a person vouches for. "No" confirms nothing: it is the same as leaving the box empty.</summary>
public sealed class ConfirmationField : FieldType
{
    public override string Word => "confirmation";

    public override bool IsConfirmation => true;

    public override bool IsAnswered => false;

    public override string Holds => "`yes`, or nothing";

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.Feeds];

    public override FieldExample Example { get; } = new("true", "yes", "later") { Shown = "Confirmed" };

    public override bool IsShort => false;

    public override bool IsLookedUp => false;

    internal override ReadValue Read(FieldDefinition field, string text) => YesNoField.Answer(text) switch
    {
        "yes" => ReadValue.Good("yes"),
        "no" => ReadValue.Good(""),
        _ => ReadValue.Bad("Confirm it with yes, or leave it empty."),
    };

    public override string Display(FieldDefinition field, string value) => "Confirmed";

    internal override string Missing(FieldDefinition field, string? waitsFor) => $"Confirm: {field.Label}";

    public override bool CanBe(FieldDefinition field, string value) => value is "yes";
}
