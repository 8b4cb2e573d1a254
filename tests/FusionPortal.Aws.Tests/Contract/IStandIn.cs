namespace FusionPortal.Aws.Tests.Contract;

/// <summary>Something that answers like AWS and can be filled before it is read.</summary>
public interface IStandIn : IAsyncDisposable
{
    IReadOnlyDictionary<string, string?> Settings { get; }

    string KeyId { get; }

    string Secret { get; }

    /// <summary>The account that manages the organization; it is there from the start.</summary>
    string ManagementAccount { get; }

    /// <summary>Adds an account with its tags and gives its id.</summary>
    Task<string> AddAccountAsync(string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    Task AddQueueAsync(
        string accountId, string region, string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    Task AddVpcAsync(string accountId, string region, string name, CancellationToken cancellationToken);
}
