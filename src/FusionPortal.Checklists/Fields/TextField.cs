using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>One line of a person's own words.</summary>
public sealed class TextField : FieldType
{
    /// <summary>Characters, unless the field says otherwise.</summary>
    public const int Limit = 200;

    public override string Word => "text";

    public override string Holds => $"one line, at most {Limit} characters unless the field says otherwise";

    public override FieldExample Example { get; } = new(" Main Street", "Main Street", "one\ntwo") { Another = "main street" };

    public override IReadOnlyList<FieldKey> Keys { get; } =
        [FieldKey.MinLength, FieldKey.MaxLength, FieldKey.Pattern, FieldKey.Name, FieldKey.NamePattern, FieldKey.Feeds];

    public override IReadOnlyList<FieldCheck> Checks { get; } = [FieldCheck.TimeZone, FieldCheck.Account, FieldCheck.Own];

    public override bool IsFreeText => true;

    internal override ReadValue Read(FieldDefinition field, string text) => FreeText.Read(field, text, Limit);
}
