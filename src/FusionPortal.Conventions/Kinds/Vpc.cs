using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace FusionPortal.Conventions.Kinds;

/// <summary>Virtual private clouds, AWS's default ones among them.</summary>
public sealed class Vpc : ResourceKind
{
    public const string Kind = "vpc";

    public override string Id => Kind;

    public override string Label => "VPC";

    public override ArnShape Arn { get; } = ArnShape.Ec2("vpc", "vpc-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateVpc", "CreateDefaultVpc");

    public override KindScope Scope => KindScope.Regional;

    public override bool NamesMayRepeat => true;

    // What is confirmed of it is "yes" where it holds; else what is there instead.
    public override IReadOnlyList<ShownFact> Shows { get; } =
    [
        ShownFact.Of("cidr", "IPv4 CIDR block", "cidr"),
        new("default-tenancy", "tenancy", r => ShownFact.Text(r, "tenancy") is "default" ? "yes" : ShownFact.Text(r, "tenancy")),
        new("no-ipv6", "IPv6 CIDR block", Ipv6),
    ];

    public override IReadOnlyList<ShownFact> Sizes { get; } = [new("addresses", "IPv4 addresses", Addresses)];

    public override string SizeUnseen => "The scanner does not count addresses in use: how many are free is not known here.";

    public override string? NameProblem(string name) => NameLimits.NameTag(name);

    // 65,536 in 10.0.0.0/16: what is left of 32 bits.
    private static string? Addresses(Observation vpc) =>
        ShownFact.Text(vpc, "cidr") is { } cidr && IPNetwork.TryParse(cidr, out var network)
            && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            ? string.Create(CultureInfo.InvariantCulture, $"{1L << (32 - network.PrefixLength):N0} in {cidr}") : null;

    private static string? Ipv6(Observation vpc) =>
        vpc.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty("ipv6Cidrs", out var blocks)
            && blocks.ValueKind == JsonValueKind.Array
            ? blocks.GetArrayLength() == 0 ? "yes" : string.Join(", ", blocks.EnumerateArray().Select(b => b.ToString())) : null;
}
