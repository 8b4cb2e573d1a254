using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>A VPC of ours has no addresses of IPv6.</summary>
public sealed class VpcWithoutIpv6 : VpcRule
{
    public override string Word => "vpc-without-ipv6";

    public override string Label => "VPC has no IPv6 addresses";

    public override RuleExample Passes { get; } = new("It has IPv4 addresses only.", ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"));

    public override RuleExample Breaks { get; } = new(
        "It has a range of IPv6.",
        ExampleEstate.Vpc("vpc-0a1b", "VPC-POS", """{"isDefault":false,"ipv6Cidrs":["2600:1f18:1:100::/56"]}"""));

    private protected override VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc)
    {
        if (vpc.Facts!.Ipv6Cidrs is not { } ranges) return VpcVerdict.NotRead("EC2 did not tell whether the VPC has IPv6 addresses.");
        var actual = Phrases.List([.. ranges.Order(StringComparer.Ordinal)]);
        return ranges.Count == 0 ? VpcVerdict.Pass
            : new($"{Named(vpc)} has the IPv6 addresses {actual} and is to have none", "none", actual, new EvidenceFact("IPv6", actual));
    }
}
