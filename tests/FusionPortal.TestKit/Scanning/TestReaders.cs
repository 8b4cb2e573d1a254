using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.TestKit.Scanning;

/// <summary>Readers of single resources over a <see cref="TestEstate"/>; a test says what each answers.</summary>
public sealed class TestReaders(TestEstate estate) : ITagReader, IFactReader, ICreatorSource, ITagChangeQueue
{
    /// <summary>What is read of single resources, by the bucket's name or the resource's id.</summary>
    public Dictionary<string, JsonElement?> Facts { get; } = [];

    /// <summary>Resources that tell nothing to anybody.</summary>
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

    public IReadOnlyList<FactPass> Passes { get; } =
    [
        new(S3Bucket.Kind, "bucket", 200) { Refused = JsonSerializer.SerializeToElement(new { denied = new[] { "policy" } }) },
        new(Vpc.Kind, Vpc.Kind, 50) { Unless = "isDefault" },
        new(HostedZone.Kind, "zone", 20) { Unless = "private", FreshFor = TimeSpan.FromHours(6) },
    ];

    public Task<JsonElement?> ReadAsync(FactPass pass, DueResource resource, ICallMeter meter, CancellationToken cancellationToken)
    {
        var what = pass.Kind == S3Bucket.Kind ? resource.Name : resource.Id;
        Ask($"{pass.Source}:Read", meter, what);
        if (Refused.Contains(what)) throw new TargetFailedException(TargetFailure.Denied, $"{pass.Source}:Read: {what} is refused.");
        return Task.FromResult(Facts.GetValueOrDefault(what));
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
        .AddSingleton<ITagReader>(this).AddSingleton<IFactReader>(this).AddSingleton<ICreatorSource>(this)
        .AddSingleton<ITagChangeQueue>(this);

    private void Ask(string api, ICallMeter meter, params string[] what)
    {
        meter.Called(api);
        // A pass may ask in the background while a test asks itself.
        lock (Asked) Asked.AddRange(what);
        if (Fault is not null) throw Fault;
    }
}
