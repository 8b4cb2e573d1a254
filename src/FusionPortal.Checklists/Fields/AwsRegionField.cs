using System.Text.RegularExpressions;
using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Checklists.Fields;

/// <summary>A region of AWS, held against AWS's list and the regions that scans have read.</summary>
public sealed partial class AwsRegionField : FieldType
{
    public override string Word => "aws-region";

    public override string Holds => "for example `us-east-1`; held against AWS's own list and the regions that scans have read";

    public override FieldExample Example { get; } = new("US-East-1", "us-east-1", "us-east-1a") { Another = "us-east-2" };

    public override IReadOnlyList<FieldKey> Keys { get; } = [FieldKey.Feeds];

    public override bool IsExact => true;

    public override bool AsksForRegions => true;

    internal override ReadValue Read(FieldDefinition field, string text) => Shape().IsMatch(text.ToLowerInvariant())
        ? ReadValue.Good(text.ToLowerInvariant()) : ReadValue.Bad("An AWS region looks like us-east-1.");

    public override string? Impossible(string value, KnownFacts known) =>
        AwsPlaces.IsRegion(value) || known?.Regions.Contains(value) == true ? null
            : $"AWS has no region {value}. There are {Words.List(AwsPlaces.Near(value))}.";

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z]{2,9}){1,3}-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
