using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>The subnets of a VPC of ours are in as many availability zones as are laid down: a primary one and one for backup.</summary>
public sealed class VpcNumberOfZones : VpcRule
{
    public override string Word => "vpc-number-of-zones";

    public override string Label => "VPC is in its number of zones";

    public override IReadOnlyList<RuleParameter> Takes { get; } =
        [new("zones", "how many availability zones, 1 to 6", "2", "many")];

    public override RuleExample Passes { get; } = new(
        "A primary zone and one for backup.",
        ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"), ExampleEstate.Subnet("subnet-0a", "vpc-0a1b", "us-east-1a", true),
        ExampleEstate.Subnet("subnet-0b", "vpc-0a1b", "us-east-1b", false));

    public override RuleExample Breaks { get; } = new(
        "Nothing is left when its one zone fails.",
        ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"), ExampleEstate.Subnet("subnet-0a", "vpc-0a1b", "us-east-1a", true));

    internal override RuleParameters Read(RuleReading reading) => new Parameters(reading.With.Number("zones", 1, 6));

    public sealed record Parameters(int Zones) : RuleParameters;

    private protected override VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc)
    {
        var expected = ((Parameters)convention.Parameters).Zones;
        var zones = vpc.Zones.ToList();
        if (zones.Count <= expected && (vpc.HasUnknownZone || !SeesSubnets(seen, vpc)))
            return VpcVerdict.NotRead("Its subnets and their zones were not read whole.");
        if (zones.Count == expected) return VpcVerdict.Pass;
        var actual = zones.Count == 0 ? "no zone" : Phrases.List([.. zones.Select(RedactedText.Of)]);
        return new(
            $"{Named(vpc)} has subnets in {actual}, not in {expected} zones", expected.ToString(CultureInfo.InvariantCulture) + " zones",
            actual, new EvidenceFact("Zones of its subnets", actual));
    }
}
