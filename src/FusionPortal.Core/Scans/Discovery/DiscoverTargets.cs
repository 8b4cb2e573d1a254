using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.Scans.Discovery;

/// <summary>Lists the accounts of a scan and lays out its targets. Where the accounts cannot be listed the scan has failed and nothing was touched.</summary>
public sealed class DiscoverTargets(IAccountDirectory directory, LayOutTargets layOut, FailScan failScan, ILogger<DiscoverTargets> logger)
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
            await failScan.ExecuteAsync(scanId, meter.Calls, "The accounts could not be listed. The portal's log has the details.", cancellationToken);
            return [];
        }

        return await layOut.ExecuteAsync(scanId, found, meter.Calls, cancellationToken);
    }

    private sealed class CallCounter : ICallMeter
    {
        private int _calls;

        public int Calls => _calls;

        public void Called(string api) => Interlocked.Increment(ref _calls);

        public void Throttled(string api)
        {
            // Listing accounts is a handful of calls; only targets show how often AWS slowed them down.
        }
    }
}
