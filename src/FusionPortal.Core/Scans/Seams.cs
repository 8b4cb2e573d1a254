using FusionPortal.Conventions;

namespace FusionPortal.Core.Scans;

/// <summary>The unit a scan answers for: one service of one account in one region.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">For example us-east-1.</param>
/// <param name="Service">For example <c>tagging</c> (Resource Groups Tagging API).</param>
public sealed record ScanTarget(string AccountId, string Region, string Service);

/// <summary>An account as AWS Organizations lists it.</summary>
public sealed record DiscoveredAccount(string AccountId, string Name, string Status, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>False where AWS refused to give the tags: then <see cref="Tags"/> is empty and says nothing.</summary>
    public bool TagsKnown { get; init; } = true;
}

/// <summary>One page of observations, in the order AWS sent them.</summary>
/// <param name="Observations">May be empty: AWS sends empty pages with a token.</param>
public sealed record ObservationPage(IReadOnlyList<Observation> Observations)
{
    /// <summary>
    /// True on the first page after the reader had to begin the target again (its pagination token expired): every earlier page
    /// of this reading is void and must be dropped before this one is taken, or what disappeared meanwhile would seem to be there still.
    /// </summary>
    public bool VoidsEarlierPages { get; init; }
}

/// <summary>Counts AWS calls while they happen, for progress and for coverage. Thread-safe.</summary>
public interface ICallMeter
{
    /// <summary>One HTTP request that reached AWS, retries included.</summary>
    void Called(string api);

    /// <summary>One answer that said to slow down.</summary>
    void Throttled(string api);
}

/// <summary>Lists the accounts to scan. Implemented over AWS Organizations by FusionPortal.Aws.</summary>
public interface IAccountDirectory
{
    /// <summary>Every account of the organization, suspended ones included.</summary>
    /// <exception cref="TargetFailedException">The list was not obtained; nothing is known of accounts that are not known already.</exception>
    Task<IReadOnlyList<DiscoveredAccount>> ListAccountsAsync(ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>Reads one target, page by page. Implemented by FusionPortal.Aws.</summary>
public interface ITargetReader
{
    /// <summary>The services this reader covers in each account and region.</summary>
    IReadOnlyList<string> Services { get; }

    /// <summary>
    /// Streams every page of the target. Completing normally means the whole target was seen.
    /// </summary>
    /// <exception cref="TargetFailedException">The target was not seen whole; nothing may be concluded from the pages given so far.</exception>
    IAsyncEnumerable<ObservationPage> ReadAsync(ScanTarget target, ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>Why a target is not covered.</summary>
public enum TargetFailure
{
    /// <summary>AWS refused the role or the call.</summary>
    Denied,

    /// <summary>Throttled until patience ran out.</summary>
    Throttled,

    /// <summary>The region is disabled for the account, or the service is not offered there.</summary>
    NotSupported,

    /// <summary>Credentials or the pagination token expired and a fresh start did not help.</summary>
    Expired,

    /// <summary>Network, malformed answer, server error after retries.</summary>
    Failed,
}

/// <summary>A target ended without having been seen whole. The message is fit for the coverage page; it holds no credential.</summary>
public sealed class TargetFailedException(TargetFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public TargetFailure Failure { get; } = failure;
}
