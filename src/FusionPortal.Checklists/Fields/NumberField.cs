using System.Globalization;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>A decimal number, whole unless the field allows digits after the point.</summary>
public sealed class NumberField : FieldType
{
    public override string Word => "number";

    public override string Holds => "decimal with a point, for example `12.5`; whole unless the field says otherwise";

    public override FieldExample Example { get; } =
        new("04", "4", "4,5") { Shown = "4 GB", Another = "5", With = field => field with { Unit = "GB" } };

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.Min, FieldKey.Max, FieldKey.Decimals, FieldKey.Unit];

    public override bool IsNumber => true;

    internal override ReadValue Read(FieldDefinition field, string text)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number))
            return ReadValue.Bad("Enter a number, with a point before decimals.");
        if (decimal.Round(number, field.Decimals) != number)
            return ReadValue.Bad(field.Decimals == 0 ? "Enter a whole number." : $"Enter at most {field.Decimals} digits after the point.");
        if (number < field.Min) return ReadValue.Bad($"It is at least {field.Min.Value.ToString(CultureInfo.InvariantCulture)}.");
        if (number > field.Max) return ReadValue.Bad($"It is at most {field.Max.Value.ToString(CultureInfo.InvariantCulture)}.");
        return ReadValue.Good(number == 0 ? "0" : number.ToString("0.######", CultureInfo.InvariantCulture));
    }

    public override string Display(FieldDefinition field, string value) => field?.Unit is { } unit ? $"{value} {unit}" : value;
}
