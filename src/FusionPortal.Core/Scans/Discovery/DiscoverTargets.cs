using System.Collections.Concurrent;
using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FusionPortal.Core.Scans.Discovery;

/// <summary>Lists the accounts of a scan and lays out its targets. Where the accounts cannot be listed the scan has failed and nothing was
/// touched.</summary>
public sealed class DiscoverTargets(
    IAccountDirectory directory, IRegionDirectory regions, PlanTargets layOut, FailScan failScan, IOptions<ScanOptions> options,
        ILogger<DiscoverTargets> logger)
{
    /// <returns>The targets that wait to be read; empty where the scan failed or had left this stage already.</returns>
    public async Task<IReadOnlyList<int>> ExecuteAsync(Guid scanId, CancellationToken cancellationToken)
    {
        var meter = new CallCounter();
        IReadOnlyList<DiscoveredAccount> found;
        try
        {
            found = await directory.ListAccountsAsync(meter, cancellationToken);
        }
        catch (TargetFailedException e)
        {
            logger.LogWarning(e, "Scan {ScanId}: the accounts could not be listed", scanId);
            await failScan.ExecuteAsync(scanId, meter.Calls, $"The accounts could not be listed. {e.Message}", cancellationToken);
            return [];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Scan {ScanId}: the accounts could not be listed", scanId);
            await failScan.ExecuteAsync(
                scanId, meter.Calls, "The accounts could not be listed. The portal's log has the details.", cancellationToken);
            return [];
        }

        if (found.Count == 0)
        {
            // Whoever asks is in an account: no account at all is a wrong answer, and believing it would turn every account into one that
            // left.
            await failScan.ExecuteAsync(
                scanId, meter.Calls,
                    "AWS Organizations answered without a single account, so nothing was read. Look at the role that "
                        + "lists the accounts, or scan again.",
                cancellationToken);
            return [];
        }

        var accounts = new List<AccountToScan>();
        foreach (var account in found) accounts.Add(new AccountToScan(account, await RegionsAsync(account, meter, cancellationToken)));
        return await layOut.ExecuteAsync(scanId, accounts, meter.Calls, meter.Apis, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> RegionsAsync(
        DiscoveredAccount account, CallCounter meter, CancellationToken cancellationToken)
    {
        string[] configured = [.. options.Value.Regions];
        if (!options.Value.DiscoverRegions || AccountStates.SightOf(account.State) != AccountSight.Read) return configured;
        try
        {
            return await regions.ListRegionsAsync(account.AccountId, meter.Of(account.AccountId), cancellationToken);
        }
        catch (TargetFailedException e)
        {
            // One region is tried all the same: what refuses there says in the ledger what is wrong with the account.
            logger.LogWarning(e, "The regions of account {AccountId} could not be listed", account.AccountId);
            return configured.Length > 0 ? configured : [ScanOptions.FallbackRegion];
        }
    }

    private sealed class CallCounter : ICallMeter
    {
        private readonly ConcurrentDictionary<string, int> _apis = new(StringComparer.Ordinal);
        private int _calls;

        /// <summary>Counts into this one, and tells monitoring that the calls are of an account.</summary>
        public ICallMeter Of(string accountId) => new AccountCounter(this, accountId);

        public int Calls => _calls;

        /// <summary>As a JSON object.</summary>
        public string Apis => JsonSerializer.Serialize(new SortedDictionary<string, int>(_apis, StringComparer.Ordinal));

        public void Called(string api) => Called(api, "");

        public void Throttled(string api) => Throttled(api, "");

        private void Called(string api, string accountId)
        {
            PortalTelemetry.AwsCalled(accountId, api);
            Interlocked.Increment(ref _calls);
            _apis.AddOrUpdate(api, 1, static (_, n) => n + 1);
        }

        // Listing accounts is a handful of calls; of the ledger only targets show how often AWS slowed them down.
        private static void Throttled(string api, string accountId) => PortalTelemetry.AwsThrottledCall(accountId, api);

        private sealed class AccountCounter(CallCounter all, string accountId) : ICallMeter
        {
            public void Called(string api) => all.Called(api, accountId);

            public void Throttled(string api) => CallCounter.Throttled(api, accountId);
        }
    }
}
