namespace FusionPortal.Core.Abstractions;

/// <summary>An account as AWS Organizations lists it.</summary>
/// <param name="State">As AWS tells it, for example ACTIVE, SUSPENDED or CLOSED; UNKNOWN where it told none.</param>
public sealed record DiscoveredAccount(string AccountId, string Name, string State, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>False where AWS refused to give the tags: then <see cref="Tags"/> is empty and says nothing.</summary>
    public bool TagsKnown { get; init; } = true;
}

/// <summary>Lists the accounts to scan. Implemented over AWS Organizations by FusionPortal.Aws.</summary>
public interface IAccountDirectory
{
    /// <summary>Every account of the organization, suspended and closed ones included; never none, since whoever asks is in one.</summary>
    /// <exception cref="TargetFailedException">The list was not obtained; nothing is known of accounts that are not known
    /// already.</exception>
    Task<IReadOnlyList<DiscoveredAccount>> ListAccountsAsync(ICallMeter meter, CancellationToken cancellationToken);
}
