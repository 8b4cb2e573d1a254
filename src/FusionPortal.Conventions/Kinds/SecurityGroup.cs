using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Kinds;

/// <summary>EC2's security groups.</summary>
public sealed class SecurityGroup : ResourceKind
{
    public const string Kind = "security-group";

    private static readonly AsciiSet Characters = AsciiSet.Parse("a-zA-Z0-9._:/()#,@[]+=&;{}!$*-");

    public override string Id => Kind;

    public override string Label => "security group";

    public override ArnShape Arn { get; } = ArnShape.Ec2("security-group", "sg-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateSecurityGroup");

    public override KindScope Scope => KindScope.Regional;

    // Its own name outranks its Name tag: it is what rules refer to and cannot be changed.
    public override string NameFact => "groupName";

    public override string? NameProblem(string name)
    {
        if (NameLimits.Length(name, "EC2", 1, 255) is { } length) return length;
        if (name.StartsWith("sg-", StringComparison.Ordinal)) return "EC2 keeps names that begin with \"sg-\" for itself.";
        return NameLimits.Only(
            name.Replace(" ", "", StringComparison.Ordinal), "EC2", Characters, "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*");
    }
}
