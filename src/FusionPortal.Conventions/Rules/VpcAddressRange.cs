using System.Net;
using System.Net.Sockets;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>A VPC of ours has the one range of IPv4 addresses that is laid down, and no further one.</summary>
public sealed class VpcAddressRange : VpcRule
{
    public override string Word => "vpc-address-range";

    public override string Label => "VPC has its range of addresses";

    public override IReadOnlyList<RuleParameter> Takes { get; } =
        [new("cidr", "the IPv4 range of every VPC, of /16 to /28 as AWS takes them", "10.0.0.0/16", "10.0.0.1/16")];

    public override RuleExample Passes { get; } = new("Made as the checklist says.", ExampleEstate.Vpc("vpc-0a1b", "VPC-POS"));

    public override RuleExample Breaks { get; } = new(
        "Somebody took another range.", ExampleEstate.Vpc("vpc-0a1b", "VPC-POS", """{"isDefault":false,"cidr":"172.16.0.0/16"}"""));

    internal override RuleParameters Read(RuleReading reading)
    {
        var text = reading.With.Text("cidr");
        if (text.Length > 0 && !(IPNetwork.TryParse(text, out var range) && range.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            && range.PrefixLength is >= 16 and <= 28 && range.ToString() == text))
            reading.With.Report(
                reading.With.PlaceOf("cidr"),
                $"\"{text}\" is no range of a VPC: for example 10.0.0.0/16, from /16 to /28, without bits beyond its length.");
        return new Parameters(text);
    }

    public sealed record Parameters(string Cidr) : RuleParameters;

    private protected override VpcVerdict Judge(Convention convention, SeenEstate seen, SeenVpc vpc)
    {
        var expected = ((Parameters)convention.Parameters).Cidr;
        if (vpc.Facts!.Cidrs is not { } cidrs) return VpcVerdict.NotRead("EC2 did not tell the VPC’s range of addresses.");
        var actual = Phrases.List([.. cidrs.Order(StringComparer.Ordinal)]);
        return cidrs.All(c => c == expected) ? VpcVerdict.Pass
            : new($"{Named(vpc)} has the addresses {actual}, not {expected} alone", expected, actual, new EvidenceFact("IPv4", actual));
    }
}
