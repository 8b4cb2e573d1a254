namespace FusionPortal.Conventions.Kinds;

/// <summary>EC2's key pairs.</summary>
public sealed class KeyPair : ResourceKind
{
    public const string Kind = "key-pair";

    public override string Id => Kind;

    public override string Label => "key pair";

    public override ArnShape Arn { get; } = ArnShape.Ec2("key-pair", "key-0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateKeyPair", "ImportKeyPair");

    public override KindScope Scope => KindScope.Regional;
}
