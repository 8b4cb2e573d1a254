using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A region of an account has one VPC of ours. Of several, the one that most of POS is in is the region's, and the others are too many.
/// </summary>
public sealed class OneVpcPerRegion : VpcRule
{
    public override string Word => "one-vpc-per-region";

    public override string Label => "One VPC in each region";

    public override RuleExample Passes { get; } = new(
        "The region has one VPC, and AWS’s own default VPC counts for nothing.",
        ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"), ExampleEstate.Vpc("vpc-0c2d", "default", """{"isDefault":true}"""));

    public override RuleExample Breaks { get; } = new(
        "The region has a second VPC.", ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"), ExampleEstate.Vpc("vpc-0c2d", "VPC-POS-2"));

    private protected override VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc)
    {
        var (account, region, _) = vpc.Place;
        if (!seen.Reach.IsWhole(Vpc.Kind, account, region))
            return VpcVerdict.NotRead(
                "The VPCs of its account and region were not read whole, so whether there is another cannot be told.");
        var others = seen.Collected<VpcMap>().Vpcs
            .Where(v => (v.Place.AccountId, v.Place.Region) == (account, region) && v.Facts?.IsDefault != true).ToList();
        // A host nobody has seen may make another the region's, or ours.
        if (others.Count > 1
            && !(seen.Reach.IsWhole(Ec2Instance.Kind, account, region) && seen.Reach.IsWhole(RdsInstance.Kind, account, region)))
            return VpcVerdict.NotRead(
                "The hosts and databases of its account and region were not read whole, so which VPC is the region’s cannot be told.",
                "A complete reading of EC2 and RDS in its account and region.");
        var main = others.Where(IsOurs).OrderByDescending(v => v.Hosts.Count).ThenBy(v => v.Resource!.Arn, StringComparer.Ordinal).First();
        return ReferenceEquals(main, vpc) ? VpcVerdict.Pass : new(
            $"{Named(vpc)} is in {region} of {vpc.AccountName} beside {Named(main)}, which is the region’s", "one VPC in the region",
            "a second VPC", new EvidenceFact("The region’s VPC", main.Resource!.Arn));
    }
}
