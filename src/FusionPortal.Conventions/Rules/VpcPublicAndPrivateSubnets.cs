using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>A VPC of ours has subnets that reach the internet directly, and subnets that do not.</summary>
public sealed class VpcPublicAndPrivateSubnets : VpcRule
{
    public override string Word => "vpc-public-and-private-subnets";

    public override string Label => "VPC has public and private subnets";

    public override RuleExample Passes { get; } = new(
        "One subnet of each sort.",
        ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"), ExampleEstate.Subnet("subnet-0a", "vpc-0a1b", "us-east-1a", true),
        ExampleEstate.Subnet("subnet-0b", "vpc-0a1b", "us-east-1b", false));

    public override RuleExample Breaks { get; } = new(
        "Whatever is in it reaches the internet directly.",
        ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"), ExampleEstate.Subnet("subnet-0a", "vpc-0a1b", "us-east-1a", true));

    private protected override VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc)
    {
        if (vpc is { HasPublic: true, HasPrivate: true }) return VpcVerdict.Pass;
        if (vpc.HasUnknownSide || !SeesSubnets(seen, vpc))
            return VpcVerdict.NotRead("Its subnets and their routes were not read whole.");
        var missing = vpc.HasPublic ? "private" : vpc.HasPrivate ? "public" : "public and no private";
        return new(
            $"{Named(vpc)} has no {missing} subnet and is to have both", "public and private subnets", $"no {missing} subnet",
            new EvidenceFact("Public subnets", vpc.HasPublic ? "there are" : "none"),
            new EvidenceFact("Private subnets", vpc.HasPrivate ? "there are" : "none"));
    }
}
