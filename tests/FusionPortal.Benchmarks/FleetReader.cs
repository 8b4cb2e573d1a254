using System.Runtime.CompilerServices;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Benchmarks;

/// <summary>
/// Hands a fleet to the portal as its AWS readers would, page by page, but without HTTP: what is measured behind it is the portal alone.
/// Holds nothing; every resource is computed when its page is asked for.
/// </summary>
internal sealed class FleetReader(Fleet fleet, FleetShape shape, IReadOnlyList<ServiceReach> services) : ITargetReader, IAccountDirectory
{
    private const int TagPage = 100;
    private const int ListPage = 1_000;

    public IReadOnlyList<ServiceReach> Services => services;

    public Task<IReadOnlyList<DiscoveredAccount>> ListAccountsAsync(ICallMeter meter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DiscoveredAccount>>(
            [.. fleet.Accounts.Select(a => new DiscoveredAccount(a.Id, a.Name, a.State, a.Tags.ToDictionary()))]);

    public async IAsyncEnumerable<ObservationPage> ReadAsync(
        ScanTarget target, ICallMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var isTags = target.Service == ScanTarget.Tagging;
        var reach = services.First(s => s.Service == target.Service);
        var pages = isTags ? Tags(target).Chunk(TagPage) : Listed(target, reach).Chunk(ListPage);
        foreach (var page in pages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            meter.Called(target.Service);
            yield return new ObservationPage(page);
        }
    }

    private IEnumerable<Observation> Tags(ScanTarget target)
    {
        for (var i = 0; i < fleet.Count(target.AccountId, target.Region); i++)
            if (fleet.At(target.AccountId, target.Region, i) is { EverTagged: true } resource)
                yield return Observations.From(resource.Arn, target.AccountId, target.Region, new TagCollection(resource.Tags));
    }

    private IEnumerable<Observation> Listed(ScanTarget target, ServiceReach reach)
    {
        foreach (var kind in shape.Kinds.Distinct())
            foreach (var region in target.Region == ScanTarget.Global ? fleet.Regions : [target.Region])
                foreach (var resource in fleet.Of(target.AccountId, region, kind))
                {
                    var seen = Observations.From(resource.Arn, target.AccountId, region, TagCollection.Empty) with { TagsKnown = false };
                    if (!reach.Kinds.Contains(seen.Kind)) break; // the kinds stand together: not this service's
                    yield return seen;
                }
    }
}
