using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.TestKit.Scanning;

/// <summary>Readers of single resources over a <see cref="TestEstate"/>; a test says what each answers.</summary>
public sealed class TestReaders(TestEstate estate) : ITagReader, IBucketFactReader, IVpcFactReader, IZoneFactReader,
    ICreatorSource, ITagChangeQueue
{
    public Dictionary<string, JsonElement?> Buckets { get; } = [];

    /// <summary>By the VPC's id.</summary>
    public Dictionary<string, JsonElement?> Vpcs { get; } = [];

    /// <summary>By the zone's id.</summary>
    public Dictionary<string, JsonElement?> Zones { get; } = [];

    /// <summary>Buckets that tell nothing to anybody.</summary>
    public HashSet<string> Refused { get; } = [];

    public Dictionary<string, CreatorFact> Creators { get; } = [];

    public Queue<TagChange> Changes { get; } = [];

    public List<string> Done { get; } = [];

    /// <summary>What was asked, in order: the ARN, or the bucket's name.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The ARNs whose tags were asked for again, in order: by nobody but who re-checks.</summary>
    public List<string> TagsAsked { get; } = [];

    /// <summary>Set to make every reading fail.</summary>
    public TargetFailedException? Fault { get; set; }

    public bool IsConfigured { get; set; }

    public Task<IReadOnlyList<Observation>> ReadTagsAsync(
        string accountId, string region, IReadOnlyList<string> arns, ICallMeter meter, CancellationToken cancellationToken)
    {
        Ask("tagging:GetResources", meter, [.. arns]);
        TagsAsked.AddRange(arns);
        IReadOnlyList<Observation> found =
            [.. estate.Resources.Where(r => r.Key.AccountId == accountId && r.Key.Service == ScanTarget.Tagging).SelectMany(r => r.Value)
                .Where(o => arns.Contains(o.Arn))];
        return Task.FromResult(found);
    }

    public Task<JsonElement?> ReadBucketAsync(
        string accountId, string region, string bucket, ICallMeter meter, CancellationToken cancellationToken)
    {
        Ask("s3:GetBucketPolicy", meter, bucket);
        if (Refused.Contains(bucket)) throw new TargetFailedException(TargetFailure.Denied, $"s3:GetBucketPolicy: {bucket} is refused.");
        return Task.FromResult(Buckets.GetValueOrDefault(bucket));
    }

    public Task<JsonElement?> ReadVpcAsync(
        string accountId, string region, string vpcId, ICallMeter meter, CancellationToken cancellationToken)
    {
        Ask("ec2:DescribeVpcAttribute", meter, vpcId);
        return Task.FromResult(Vpcs.GetValueOrDefault(vpcId));
    }

    public Task<JsonElement?> ReadZoneAsync(
        string accountId, string region, string zoneId, string domain, ICallMeter meter, CancellationToken cancellationToken)
    {
        Ask("route53:ListResourceRecordSets", meter, $"{zoneId} {domain} {region}");
        return Task.FromResult(Zones.GetValueOrDefault(zoneId));
    }

    public Task<CreatorFact?> FindCreatorAsync(
        string accountId, string region, string arn, string kind, ICallMeter meter, CancellationToken cancellationToken)
    {
        Ask("cloudtrail:LookupEvents", meter, arn);
        return Task.FromResult(Creators.GetValueOrDefault(arn));
    }

    public Task<IReadOnlyList<TagChange>> ReceiveAsync(ICallMeter meter, CancellationToken cancellationToken)
    {
        Ask("sqs:ReceiveMessage", meter);
        var received = new List<TagChange>();
        while (received.Count < 10 && Changes.TryDequeue(out var change)) received.Add(change);
        return Task.FromResult<IReadOnlyList<TagChange>>(received);
    }

    public Task DoneAsync(IReadOnlyList<TagChange> changes, ICallMeter meter, CancellationToken cancellationToken)
    {
        Ask("sqs:DeleteMessageBatch", meter);
        Done.AddRange(changes.Select(c => c.Receipt));
        return Task.CompletedTask;
    }

    public void Register(IServiceCollection services) => services
        .AddSingleton<ITagReader>(this).AddSingleton<IBucketFactReader>(this).AddSingleton<IVpcFactReader>(this)
            .AddSingleton<IZoneFactReader>(this)
            .AddSingleton<ICreatorSource>(this).AddSingleton<ITagChangeQueue>(this);

    private void Ask(string api, ICallMeter meter, params string[] what)
    {
        meter.Called(api);
        // A pass may ask in the background while a test asks itself.
        lock (Asked) Asked.AddRange(what);
        if (Fault is not null) throw Fault;
    }
}
