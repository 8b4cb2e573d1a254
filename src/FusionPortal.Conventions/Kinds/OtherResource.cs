namespace FusionPortal.Conventions.Kinds;

/// <summary>Whatever the portal has no kind for. It carries its ARN.</summary>
public sealed class OtherResource : ResourceKind
{
    public const string Kind = "other";

    public override string Id => Kind;

    public override string Label => "resource";

    public override string Title => "Other";

    // Of any service; one of them as an example.
    public override ArnShape Arn { get; } = new("kms", "", "key/0a1b", "key/0a1b");

    public override CreationEvents CreationEvents { get; } = CreationEvents.None("Nobody knows what events make it.");

    public override KindScope Scope => KindScope.Regional;
}
