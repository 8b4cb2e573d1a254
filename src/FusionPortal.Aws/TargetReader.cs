using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws;

/// <summary>Reads a target by the lister of its service.</summary>
internal sealed class TargetReader(AccountCallsSource calls) : ITargetReader
{
    private readonly Dictionary<string, IServiceLister> _listers =
        ServiceListers.Create().ToDictionary(l => l.Reach.Service, StringComparer.Ordinal);

    public IReadOnlyList<ServiceReach> Services => field ??= [.. _listers.Values.Select(l => l.Reach)];

    public async IAsyncEnumerable<ObservationPage> ReadAsync(
        ScanTarget target, ICallMeter meter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_listers.TryGetValue(target.Service, out var lister))
            throw new TargetFailedException(TargetFailure.NotSupported, $"The portal has no reader for the service \"{target.Service}\".");
        using var opened = calls.Open(target.AccountId, target.Region, meter);
        await foreach (var page in lister.ListAsync(new Listing(opened), cancellationToken)) yield return page;
    }
}
