using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>A VPC of ours has AWS's default tenancy: its instances share hardware unless one of them asks for its own.</summary>
public sealed class VpcTenancy : VpcRule
{
    private const string Expected = "default";

    public override string Word => "vpc-tenancy";

    public override string Label => "VPC has the default tenancy";

    public override RuleExample Passes { get; } = new("Its instances share hardware.", ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"));

    public override RuleExample Breaks { get; } = new(
        "Every instance in it has and costs hardware of its own.",
        ExampleEstate.Vpc("vpc-0a1b", "VPC-POS", """{"isDefault":false,"tenancy":"dedicated"}"""));

    private protected override VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc)
    {
        if (vpc.Facts!.Tenancy is not { } tenancy) return VpcVerdict.NotRead("EC2 did not tell the VPC’s tenancy.");
        var shown = RedactedText.Of(tenancy);
        return tenancy == Expected ? VpcVerdict.Pass
            : new($"{Named(vpc)} has the tenancy {shown}, not {Expected}", Expected, shown, new EvidenceFact("Tenancy", shown));
    }
}
