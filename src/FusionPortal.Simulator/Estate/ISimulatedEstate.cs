namespace FusionPortal.Simulator.Estate;

/// <summary>An AWS account of the simulated organization.</summary>
/// <param name="Id">Twelve digits.</param>
/// <param name="Name">As Organizations lists it.</param>
/// <param name="Status">ACTIVE, SUSPENDED or PENDING_CLOSURE.</param>
/// <param name="Tags">What ListTagsForResource answers.</param>
public sealed record SimulatedAccount(string Id, string Name, string Status, IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    public string Email => $"aws-{Id}@example.com";
}

/// <summary>A resource as the tagging API shows it: tagged, or once tagged and now with no tag at all.</summary>
public sealed record SimulatedResource(string Arn, IReadOnlyList<KeyValuePair<string, string>> Tags);

/// <summary>What there is in the simulated AWS. Read by many requests at once; each answer must be stable between changes.</summary>
public interface ISimulatedEstate
{
    /// <summary>The account that owns the organization; one of <see cref="Accounts"/>.</summary>
    string ManagementAccountId { get; }

    IReadOnlyList<SimulatedAccount> Accounts { get; }

    /// <summary>Regions that hold something; others are empty, not refused.</summary>
    IReadOnlyList<string> Regions { get; }

    /// <summary>How many resources the tagging API can list there.</summary>
    int Count(string accountId, string region);

    /// <summary>One of them.</summary>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="region">For example us-east-1.</param>
    /// <param name="index">From 0; AWS promises no order, this one keeps it.</param>
    /// <returns>Null where the index is past the end: a resource may disappear while a scan reads.</returns>
    SimulatedResource? At(string accountId, string region, int index);
}
