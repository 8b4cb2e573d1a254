using System.Text.Json;
using System.Text.Json.Nodes;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Readers;

/// <summary>
/// Looks the creator of a resource up in CloudTrail: the events that name it, newest first, at most two pages of 50. A resource with more
/// than 100 events since it was made, or made more than 90 days ago, has no creator to be found.
/// </summary>
internal sealed class CreatorSource(AccountCallsSource source) : ICreatorSource
{
    private const string Api = "cloudtrail:LookupEvents";
    private const int PagesAllowed = 2;

    private static readonly WireService Service =
        new("CloudTrail", "cloudtrail", "2013-11-01") { TargetPrefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101" };

    public async Task<CreatorFact?> FindCreatorAsync(
        string accountId, string region, string arn, string kind, ICallMeter meter, CancellationToken cancellationToken)
    {
        if (ResourceKinds.Of(kind).CreationEvents.Names.Count == 0) return null;
        using var calls = source.Open(accountId, region is "" ? ScanTarget.Global : region, meter);
        using var global = ResourceKinds.Of(kind).Scope == KindScope.Global
            // Global services write their events in one region of the partition.
            ? source.Open(accountId, WireService.GlobalRegion(calls.Region), meter)
            : null;
        var asked = global ?? calls;
        CreatorFact? found = null;
        string? token = null;
        for (var page = 0; page < PagesAllowed; page++)
        {
            var body = Body(NameFor(arn, kind), token);
            var answer =
                await asked.CallAsync(
                Api, CallRate.CloudTrail, credentials => asked.Clients.Wire(Service, credentials, asked.Region, meter),
                c => c.JsonAsync("LookupEvents", body, cancellationToken), cancellationToken);
            foreach (var fact in answer.Items("Events").Select(e => CreatorOf(e, kind)).OfType<CreatorFact>())
                if (found is null || fact.At < found.At) found = fact;
            token = answer.Text("NextToken");
            if (string.IsNullOrEmpty(token)) break;
        }

        return found;
    }

    private static JsonObject Body(string name, string? token)
    {
        var body = new JsonObject
        {
            ["LookupAttributes"] = new JsonArray(new JsonObject { ["AttributeKey"] = "ResourceName", ["AttributeValue"] = name }),
            ["MaxResults"] = 50,
        };
        if (token is not null) body["NextToken"] = token;
        return body;
    }

    private static string NameFor(string arn, string kind) =>
        ResourceKinds.Of(kind).CreationEvents.NameTheArn || !ResourceArn.TryParse(arn, out var parsed) ? arn
        : parsed.Kind == OtherResource.Kind ? arn
        : parsed.Name;

    /// <returns>Null where the event made nothing of the kind, or does not tell who did.</returns>
    internal static CreatorFact? CreatorOf(JsonElement entry, string kind)
    {
        if (entry.Text("EventName") is not { } name || !ResourceKinds.Of(kind).CreationEvents.Names.Contains(name)) return null;
        if (entry.Text("CloudTrailEvent") is not { } text) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var happened = document.RootElement;
            // Who tried and failed made nothing.
            if (happened.Text("errorCode") is not null || Services.Instants.Parse(happened.Text("eventTime")) is not { } at) return null;
            return EventIdentity.Of(happened) is not { } who ? null
                : new CreatorFact(who.Arn, who.Name, who.Kind == CreatorKind.Root, name, new DateTimeOffset(at, TimeSpan.Zero), who.Kind);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text of broken surrogates. One event that cannot be read does not hide the others.
            return null;
        }
    }
}
