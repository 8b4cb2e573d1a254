using System.Globalization;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>A day.</summary>
public sealed class DateField : FieldType
{
    public override string Word => "date";

    public override string Holds => "for example `2026-11-23`; between 2000 and 2100";

    public override FieldExample Example { get; } = new("2026-11-20", "2026-11-20", "20.11.2026") { Another = "2026-11-21" };

    public override IReadOnlyList<FieldCheck> Checks { get; } = [FieldCheck.NotInFuture];

    internal override ReadValue Read(FieldDefinition field, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 2000 and <= 2100
            ? ReadValue.Good(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : ReadValue.Bad("Enter a date as 2026-11-23, between 2000 and 2100.");
}
