using Amazon.ResourceGroupsTaggingAPI.Model;
using FusionPortal.Aws.Calls;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Tagging;

/// <summary>Reads the tags of named resources by one GetResources call, which takes their ARNs alone: no filter and no page size may stand
/// beside them.</summary>
internal sealed class TagReader(AccountCallsSource source) : ITagReader
{
    public async Task<IReadOnlyList<Observation>> ReadTagsAsync(
        string accountId, string region, IReadOnlyList<string> arns, ICallMeter meter, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(arns.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arns.Count, ITagReader.MaxArns);
        using var calls = source.Open(accountId, region, meter);
        var answer = await TagLister.AskAsync(calls, new GetResourcesRequest { ResourceARNList = [.. arns] }, cancellationToken);
        // Some stand-ins ignore the list and answer with everything they have.
        var asked = arns.ToHashSet(StringComparer.Ordinal);
        return [.. TagLister.Observe(calls, answer).Where(o => asked.Contains(o.Arn))];
    }
}
