using System.Text.RegularExpressions;
using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>An availability zone or local zone of AWS; it may have to lie in the region another field holds.</summary>
public sealed partial class AvailabilityZoneField : FieldType
{
    public override string Word => "availability-zone";

    public override string Holds => "for example `us-east-1a`; held against AWS's own list and the regions that scans have read";

    public override FieldExample Example { get; } = new("us-east-1A", "us-east-1a", "us-east-1") { Another = "us-east-1b" };

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.InRegionOf, FieldKey.Feeds];

    public override bool IsExact => true;

    public override bool AsksForRegions => true;

    internal override ReadValue Read(FieldDefinition field, string text) => Shape().IsMatch(text.ToLowerInvariant())
        ? ReadValue.Good(text.ToLowerInvariant()) : ReadValue.Bad("An availability zone looks like us-east-1a.");

    public override string? Impossible(string value, KnownFacts known) => AwsPlaces.RegionOf(value) is not null
        || known?.Regions.Any(region => !AwsPlaces.IsRegion(region) && value.StartsWith(region, StringComparison.Ordinal)) == true ? null
            : $"AWS has no availability zone {value}.";

    internal override string? Misfit(FieldDefinition field, string value, Func<string, string?> answer) =>
        field.InRegionOf is { } region && answer(region) is { } within && !value.StartsWith(within, StringComparison.Ordinal)
            ? $"{value} does not lie in {within}." : null;

    internal override void Check(FieldPlace place, FieldChecks checks)
    {
        if (place.Field.InRegionOf is { } region && checks.Reachable(place, region) is { Field.Type: not AwsRegionField })
            checks.Report(place, $"'in-region-of' of '{place.Field.Id}' has to name an aws-region field.");
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z]{2,9}){1,3}-[0-9]{1,2}(-[a-z]{2,5}-[0-9]{1,2})?[a-z]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
