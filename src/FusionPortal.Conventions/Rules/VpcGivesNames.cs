using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A VPC of ours resolves names, and gives names to what has a public address: without both, AWS gives a database no public name.
/// </summary>
public sealed class VpcGivesNames : VpcRule
{
    public override string Word => "vpc-gives-names";

    public override string Label => "VPC gives and resolves DNS names";

    public override RuleExample Passes { get; } = new("Both switches are on.", Vpc(true, true));

    public override RuleExample Breaks { get; } = new("Nothing in it gets a public name.", Vpc(false, true));

    private protected override VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc)
    {
        var (hostnames, support) = (vpc.Facts!.DnsHostnames, vpc.Facts.DnsSupport);
        if (hostnames != false && support != false)
            return hostnames is not null && support is not null ? VpcVerdict.Pass : VpcVerdict.NotRead(
                "Nobody has read yet whether the VPC gives and resolves DNS names.",
                "The pass that reads facts of VPCs after a scan (ec2:DescribeVpcAttribute).");
        string[] off = [.. hostnames == false ? (string[])["DNS hostnames"] : [], .. support == false ? (string[])["DNS resolution"] : []];
        var what = Phrases.List(off);
        return new(
            $"{Named(vpc)} has {what} off and is to have both on", "DNS hostnames and DNS resolution on", $"{what} off",
            new EvidenceFact("DNS hostnames", Switch(hostnames)), new EvidenceFact("DNS resolution", Switch(support)));
    }

    private static string Switch(bool? on) => on switch { true => "on", false => "off", null => "not read" };

    private static Observation Vpc(bool hostnames, bool support) => ExampleEstate.Vpc(
        "vpc-0a1b", "VPC-POS",
        $$"""{"isDefault":false,"dnsHostnames":{{(hostnames ? "true" : "false")}},"dnsSupport":{{(support ? "true" : "false")}}}""");
}
