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

    public override string? NameProblem(string name) => NameLimits.NameTag(name);

    private static string? Ipv6(Observation vpc) =>
        vpc.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty("ipv6Cidrs", out var blocks)
            && blocks.ValueKind == JsonValueKind.Array
            ? blocks.GetArrayLength() == 0 ? "yes" : string.Join(", ", blocks.EnumerateArray().Select(b => b.ToString())) : null;
}
