using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>A name the portal works out. Nobody types it.</summary>
public sealed class ComputedField : FieldType
{
    public override string Word => "computed";

    public override bool IsAnswered => false;

    public override string Holds => "a name the portal works out, for example `fusion-rms-acme`; nobody types it";

    public override FieldExample Example { get; } = new(null, "fusion-rms-acme", "fusion-rms-acme")
    {
        Another = "fusion-rms-other",
        With = field => field with { Compute = new(null) { Name = "s3-bucket" } },
    };

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.Name, FieldKey.Compute, FieldKey.Feeds];

    public override FieldType ComparedAs => FieldTypes.Of<TextField>();

    public override bool IsExact => true;

    internal override ReadValue Read(FieldDefinition field, string text) =>
        ReadValue.Bad("The portal works this name out; it is not typed.");

    internal override string Missing(FieldDefinition field, string? waitsFor) =>
        $"{field.Label} cannot be worked out yet. {waitsFor}".TrimEnd();

    internal override void Check(FieldPlace place, FieldChecks checks)
    {
        if (place.Field.Compute is not { } compute)
        {
            checks.Report(place, $"Field '{place.Field.Id}' of type 'computed' needs 'name', one of the convention book's names.");
            return;
        }

        if (compute.Pattern is not null && checks.Format >= 2)
            checks.Report(
                place, $"Since format 2 the convention book has the patterns: '{place.Field.Id}' says 'name' instead of 'compute'.");
        // What the book says of a name is known where there is a book: when the template is published.
        if (compute.Name is null && Names.Computed(compute, place.Section.RepeatsPerSite, out var error) is null)
            checks.Report(place, $"'compute' of '{place.Field.Id}' is not usable: {error}");
        foreach (var part in compute.Parts.Values)
            if (checks.Reachable(place, part) is { Field.Type.MayBePartOfAName: false })
                checks.Report(place, $"'{part}' cannot be part of a name.");
    }
}
