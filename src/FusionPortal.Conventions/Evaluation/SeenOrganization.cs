namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// An organization that resources name and nobody has recorded: what shows it, where, and what speaks against it. Holds no secret: values
/// that look like one are withheld.
/// </summary>
/// <param name="Key">The ID in lower case: the same however it is spelled.</param>
/// <param name="OrgId">The ID as the resources have it; the first by ordinal order where they spell it in several ways.</param>
/// <param name="Resources">How many resources name it; one that several targets show counts once.</param>
/// <param name="Accounts">Where they are, by account ID.</param>
/// <param name="ToldBy">What names it, most first.</param>
/// <param name="Disputes">Other organizations that the same resources name.</param>
/// <param name="Environments">What environment tags on its resources say.</param>
public sealed record SeenOrganization(
    string Key, string OrgId, long Resources, IReadOnlyList<SeenInAccount> Accounts, IReadOnlyList<SeenBy> ToldBy,
    IReadOnlyList<SeenDispute> Disputes, IReadOnlyList<SeenEnvironment> Environments)
{
    /// <summary>The subject of its finding.</summary>
    public string Subject => $"organization:{Key}";
}

/// <param name="Examples">At most three ARNs in ordinal order.</param>
public sealed record SeenInAccount(string AccountId, string Name, AccountRole Role, long Count, IReadOnlyList<string> Examples);

/// <param name="IsName">Whether a name that follows a pattern of the book tells it; else a tag does.</param>
/// <param name="What">For people: "S3 bucket name", "OrgId tag".</param>
/// <param name="Examples">At most three names of resources in ordinal order.</param>
public sealed record SeenBy(bool IsName, string What, long Count, IReadOnlyList<string> Examples);

/// <param name="OrgId">The other organization.</param>
/// <param name="Count">How many resources name both.</param>
/// <param name="Told">Of the first of them by ARN, what says which.</param>
public sealed record SeenDispute(string OrgId, long Count, string Told);

/// <param name="Count">Resources whose environment tag says so.</param>
public sealed record SeenEnvironment(EnvironmentKind Environment, long Count);
