using Amazon;
using Amazon.EC2.Model;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Readers;

/// <summary>The regions an account may use, by one call of EC2 in the home region.</summary>
internal sealed class RegionDirectory(AccountCallsSource source) : IRegionDirectory
{
    public async Task<IReadOnlyList<string>> ListRegionsAsync(string accountId, ICallMeter meter, CancellationToken cancellationToken)
    {
        using var calls = source.Open(accountId, ScanTarget.Global, meter);
        var answer = await calls.CallAsync("ec2:DescribeRegions",
            credentials => Ec2Lister.Client(calls.Clients, credentials, calls.Region, meter),
            c => c.DescribeRegionsAsync(new DescribeRegionsRequest(), cancellationToken), cancellationToken);
        return
        [
            .. (answer.Regions ?? []).Where(r => r.OptInStatus is "opt-in-not-required" or "opted-in").Select(r => r.RegionName)
                // AWS tells those of its own partition; a stand-in may tell all there are.
                .Where(r => RegionEndpoint.GetBySystemName(r).PartitionName == RegionEndpoint.GetBySystemName(calls.Region).PartitionName)
                    .Order(StringComparer.Ordinal),
        ];
    }
}
