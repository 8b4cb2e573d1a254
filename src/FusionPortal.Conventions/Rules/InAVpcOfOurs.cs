using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>POS's hosts and databases are in a VPC made for them, not in the one that AWS makes with every region.</summary>
public sealed class InAVpcOfOurs : EstateRule
{
    public override string Word => "in-a-vpc-of-ours";

    public override string Label => "POS is in a VPC of its own";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => Ec2Instance.Kind;

    public override RuleExample Passes { get; } = new(
        "The host is in the region’s VPC.", ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"), Host("vpc-0a1b"));

    public override RuleExample Breaks { get; } = new(
        "The host is in AWS’s own default VPC.", ExampleEstate.Vpc("vpc-0c2d", "default", """{"isDefault":true}"""), Host("vpc-0c2d"));

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new VpcMap(plan);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var networks = seen.Collected<VpcMap>();
        foreach (var hosted in networks.AllHosted.Where(h => convention.IsFor(h.Resource.Kind)))
        {
            var resource = hosted.Resource;
            // Long ago AWS had instances outside any VPC, and its stand-ins still have.
            if (hosted is { IsRead: true, VpcId: null }) continue;
            var vpc = hosted.VpcId is { } id ? networks.Find(new(resource.AccountId, resource.Region, id)) : null;
            if (vpc?.Facts?.IsDefault is not { } isDefault)
                sink.NotEvaluated(resource.NotEvaluated(
                    convention, hosted.IsRead ? "Which VPC it is in was not read: it may be AWS’s default one, or another account’s."
                        : "No source of the scan has read which VPC it is in.",
                    "A complete reading of EC2 in its account and region, and of the account that shares the VPC."));
            else if (isDefault)
            {
                var shown = RedactedText.Of(hosted.VpcId);
                sink.Violation(resource.Violated(
                    convention, $"{resource.Named} is in AWS’s default VPC {shown}, not in one made for POS", "the region’s own VPC",
                    $"AWS’s default VPC {shown}", Evidence.Of(new EvidenceFact("VPC", vpc.Resource!.Arn))));
            }
            else sink.Pass(convention, resource.Subject);
        }
    }

    private static Observation Host(string vpc) =>
        ExampleEstate.With(ExampleEstate.Ec2("instance/i-0a1b", ("Name", "POS01")), $$"""{"vpcId":"{{vpc}}"}""");
}
