namespace FusionPortal.Conventions.Kinds;

/// <summary>IAM's roles, whatever path they lie in.</summary>
public sealed class IamRole : ResourceKind
{
    public const string Kind = "iam-role";

    public override string Id => Kind;

    public override string Label => "IAM role";

    public override ArnShape Arn { get; } = new("iam", "role/", "role/service-role/scanner", "scanner")
    {
        Name = rest => rest[(rest.LastIndexOf('/') + 1)..],
    };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateRole", "CreateServiceLinkedRole");

    public override KindScope Scope => KindScope.Global;

    // GetResources does not return it: IAM tells its tags with the whole account.
    public override bool IsInTaggingApi => false;

    public override string? NameProblem(string name) => NameLimits.Iam(name);
}
