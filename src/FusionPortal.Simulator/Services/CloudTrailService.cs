using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>LookupEvents by ResourceName: who made it, as far back as 90 days. Two calls a second for an account and region, and not one
/// more.</summary>
internal sealed class CloudTrailService(ISimulatedEstate estate, Paging paging, Func<DateTimeOffset> now) : ISimulatedService
{
    private const int Remembered = 90;
    private const int PerSecond = 2;

    private readonly ConcurrentDictionary<(string Account, string Region), Queue<DateTimeOffset>> _calls = new();

    public Dialect Dialect { get; } = new("cloudtrail", WireProtocol.Json)
    {
        Target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
        Invalid = "InvalidMaxResultsException",
        StaleToken = "InvalidNextTokenException",
        Failed = "InternalFailure",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["LookupEvents"] = Operation.Of("cloudtrail:LookupEvents", Lookup, "NextToken"),
    };

    private WireAnswer Lookup(WireCall call, PageFaults faults)
    {
        Slow(call);
        if (call.Json.List("LookupAttributes") is not [{ ValueKind: JsonValueKind.Object } only])
            throw new AwsError("InvalidLookupAttributesException", "Exactly one lookup attribute is supported.");
        var attribute = new JsonInput(only);
        if (attribute.Text("AttributeKey") != "ResourceName" || attribute.Text("AttributeValue") is not { Length: > 0 } name)
            throw new AwsError("InvalidLookupAttributesException", "The simulator looks events up by ResourceName.");
        var size = call.Size("MaxResults", 1, 50, 50);
        var page = paging.Cut(call, Events(call.Principal!.AccountId, call.Region, name), faults, "NextToken", size, name);
        return WireAnswer.Json(w =>
        {
            w.WriteStartArray("Events");
            foreach (var made in page.Entries) Event(w, made, call.Principal.AccountId, name);
            w.WriteEndArray();
            if (page.Next is not null) w.WriteString("NextToken", page.Next);
        });
    }

    /// <summary>A name is asked for the way CloudTrail recorded it: the ARN, the name or the id. IAM's events are in us-east-1
    /// only.</summary>
    private List<PlacedResource> Events(string account, string region, string name) =>
        [.. Named(account, region, name)
            .Where(p => p.Resource.Made is { DaysAgo: <= Remembered } && (IsGlobal(p) ? "us-east-1" : p.Region) == region)];

    private IEnumerable<PlacedResource> Named(string account, string region, string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal))
            return estate.Find(name) is { } found && found.AccountId == account ? [found] : [];
        var places = region == "us-east-1" ? estate.Regions : [region];
        return places.SelectMany(
            place => Enumerable.Range(0, estate.Count(account, place)).Select(i => (place, Resource: estate.At(account, place, i))))
            .Where(r => r.Resource is { Made: not null } && Names(r.Resource).Contains(name))
                .Select(r => new PlacedResource(account, r.place, r.Resource!));
    }

    private static IEnumerable<string> Names(SimulatedResource resource) =>
        [resource.Name, .. resource.Name.Split('/', ':'), .. ArnKind.Of(resource.Arn) == ArnKind.Queue
            ? ["/" + resource.Arn.Split(':')[4] + "/" + resource.Name] : Array.Empty<string>()];

    private static bool IsGlobal(PlacedResource placed) => placed.Resource.Arn.StartsWith("arn:aws:iam:", StringComparison.Ordinal);

    private void Event(Utf8JsonWriter w, PlacedResource placed, string account, string name)
    {
        var made = placed.Resource.Made!;
        var at = now().AddDays(-made.DaysAgo);
        var source = placed.Resource.Arn.Split(':')[2] + ".amazonaws.com";
        var id = PaginationToken.Digest(placed.Resource.Arn, made.EventName);
        w.WriteStartObject();
        w.WriteString("EventId", $"{id[..8]}-{id[8..12]}-{id[12..]}-8000-{account}");
        w.WriteString("EventName", made.EventName);
        w.WriteString("ReadOnly", "false");
        w.WriteNumber("EventTime", at.ToUnixTimeSeconds());
        w.WriteString("EventSource", source);
        w.WriteString("Username", made.UserName ?? "root");
        w.WriteStartArray("Resources");
        w.WriteStartObject();
        w.WriteString("ResourceName", name);
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteString("CloudTrailEvent", Detail(made, at, account, placed, source));
        w.WriteEndObject();
    }

    private static string Detail(Creation made, DateTimeOffset at, string account, PlacedResource placed, string source)
    {
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            w.WriteStartObject();
            w.WriteString("eventVersion", "1.09");
            if (made.Identity is { } identity)
            {
                w.WritePropertyName("userIdentity");
                w.WriteRawValue(identity.Replace("ACCOUNT", account, StringComparison.Ordinal));
            }
            else
            {
                Plain(w, made, account);
            }

            w.WriteString("eventType", made.EventType);
            w.WriteString(
                "eventTime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            w.WriteString("eventSource", source);
            w.WriteString("eventName", made.EventName);
            w.WriteString("awsRegion", placed.Region);
            w.WriteBoolean("readOnly", false);
            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Plain(Utf8JsonWriter w, Creation made, string account)
    {
        w.WriteStartObject("userIdentity");
        w.WriteString("type", made.ByRoot ? "Root" : made.Role is null ? "IAMUser" : "AssumedRole");
        w.WriteString("arn", made.ByRoot ? $"arn:aws:iam::{account}:root"
            : made.Role is null ? $"arn:aws:iam::{account}:user/{made.UserName}"
                : $"arn:aws:sts::{account}:assumed-role/{made.Role}/{made.UserName}");
        w.WriteString("accountId", account);
        if (made is { ByRoot: false, Role: null }) w.WriteString("userName", made.UserName);
        w.WriteEndObject();
    }

    private void Slow(WireCall call)
    {
        var calls = _calls.GetOrAdd((call.Principal!.AccountId, call.Region), _ => new Queue<DateTimeOffset>());
        lock (calls)
        {
            while (calls.TryPeek(out var first) && now() - first >= TimeSpan.FromSeconds(1)) calls.Dequeue();
            if (calls.Count >= PerSecond) throw new AwsError("ThrottlingException", "Rate exceeded");
            calls.Enqueue(now());
        }
    }
}
