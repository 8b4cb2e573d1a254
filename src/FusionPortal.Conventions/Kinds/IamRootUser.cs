namespace FusionPortal.Conventions.Kinds;

/// <summary>An account's root user, which every account has one of: IAM's credential report tells of it.</summary>
public sealed class IamRootUser : ResourceKind
{
    public const string Kind = "iam-root-user";

    public override string Id => Kind;

    public override string Label => "root user";

    public override ArnShape Arn { get; } = new("iam", "root", "root", "root") { Name = rest => rest.Length == 0 ? "root" : null };

    public override CreationEvents CreationEvents { get; } = CreationEvents.None("AWS makes it with the account.");

    public override KindScope Scope => KindScope.Global;

    public override bool IsInTaggingApi => false;
}
