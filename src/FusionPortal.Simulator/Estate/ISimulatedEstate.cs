namespace FusionPortal.Simulator.Estate;

/// <summary>An AWS account of the simulated organization.</summary>
/// <param name="Id">Twelve digits.</param>
/// <param name="Name">As Organizations lists it.</param>
/// <param name="State">One of <see cref="States"/>.</param>
/// <param name="Tags">What ListTagsForResource answers.</param>
public sealed record SimulatedAccount(string Id, string Name, string State, IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    public const string Active = "ACTIVE";

    /// <summary>The states AWS Organizations tells of.</summary>
    public static IReadOnlyList<string> States { get; } = ["PENDING_ACTIVATION", Active, "SUSPENDED", "PENDING_CLOSURE", "CLOSED"];

    public string Email => $"aws-{Id}@example.com";

    /// <summary>What Organizations told in the retired member Status, which knew three values: a closed account stood there as
    /// suspended.</summary>
    public string OlderStatus => State switch
    {
        "PENDING_ACTIVATION" => "ACTIVE",
        "CLOSED" => "SUSPENDED",
        _ => State,
    };
}

/// <summary>A resource and where it was put. IAM users, IAM roles and buckets are put into a region too; lists of them span all
/// regions.</summary>
public sealed record PlacedResource(string AccountId, string Region, SimulatedResource Resource);

/// <summary>What there is in the simulated AWS. Read by many requests at once; each answer must be stable between changes.</summary>
public interface ISimulatedEstate
{
    /// <summary>The account that owns the organization; one of <see cref="Accounts"/>.</summary>
    string ManagementAccountId { get; }

    IReadOnlyList<SimulatedAccount> Accounts { get; }

    /// <summary>Regions that hold something; others are empty, not refused.</summary>
    IReadOnlyList<string> Regions { get; }

    /// <summary>How many resources of all kinds there are, whether or not the tagging API can list them.</summary>
    int Count(string accountId, string region);

    /// <summary>One of them.</summary>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="region">For example us-east-1.</param>
    /// <param name="index">From 0; AWS promises no order, this one keeps it.</param>
    /// <returns>Null where the index is past the end: a resource may disappear while a scan reads.</returns>
    SimulatedResource? At(string accountId, string region, int index);

    /// <summary>Those of one kind, in the same order. Costs nothing until an entry is asked for: a service's page costs as much as the page
    /// is long.</summary>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="region">For example us-east-1.</param>
    /// <param name="kind">As <see cref="ArnKind"/> names it.</param>
    IReadOnlyList<SimulatedResource> Of(string accountId, string region, string kind);

    /// <returns>Null where nothing has that ARN.</returns>
    PlacedResource? Find(string arn);

    /// <summary>How many days ago the account's root user last signed in, for the credential report; null for never.</summary>
    int? RootUse(string accountId) => null;

    /// <summary>Whether the account's root user has an access key.</summary>
    bool HasRootKey(string accountId) => false;

    /// <summary>Whether the account's root user has a second factor.</summary>
    bool HasRootMfa(string accountId) => true;
}
