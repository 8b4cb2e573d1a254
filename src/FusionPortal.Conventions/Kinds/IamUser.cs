namespace FusionPortal.Conventions.Kinds;

/// <summary>IAM's users, whatever path they lie in.</summary>
public sealed class IamUser : ResourceKind
{
    public const string Kind = "iam-user";

    public override string Id => Kind;

    public override string Label => "IAM user";

    public override ArnShape Arn { get; } = new("iam", "user/", "user/clients/pos/rms_acme", "rms_acme")
    {
        Name = rest => rest[(rest.LastIndexOf('/') + 1)..],
    };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateUser");

    public override KindScope Scope => KindScope.Global;

    // GetResources does not return it: IAM tells its tags with the whole account.
    public override bool IsInTaggingApi => false;

    public override string? NameProblem(string name) => NameLimits.Iam(name);
}
