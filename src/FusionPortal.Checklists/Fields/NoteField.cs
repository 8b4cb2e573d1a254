using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>Several lines of a person's own words.</summary>
public sealed class NoteField : FieldType
{
    /// <summary>Characters, unless the field says otherwise.</summary>
    public const int Limit = 2_000;

    public override string Word => "note";

    public override string Holds => $"several lines, at most {Limit:N0} characters unless the field says otherwise";

    public override FieldExample Example { get; } =
        new("Data has to stay in the country.\r\n", "Data has to stay in the country.", new string('a', Limit + 1)) { Another = "none" };

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.MinLength, FieldKey.MaxLength, FieldKey.Pattern];

    public override bool IsFreeText => true;

    public override bool HasLines => true;

    public override bool IsShort => false;

    public override bool MayBePartOfAName => false;

    internal override ReadValue Read(FieldDefinition field, string text) => FreeText.Read(field, text, Limit);

    public override bool CanBe(FieldDefinition field, string value) => false;
}
