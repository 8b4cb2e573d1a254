using FusionPortal.Aws.Wire;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>Amazon MQ: brokers, 100 a page. Their tags come from the tagging API.</summary>
internal sealed class MqLister : IServiceLister
{
    private static readonly WireService Service = new("mq", "mq", "2017-11-27");

    public ServiceReach Reach { get; } =
        new("mq", "Amazon MQ", IsGlobal: false, new HashSet<string> { MqBroker.Kind, ActiveMqBroker.Kind });

    public IReadOnlyList<string> Actions { get; } = ["mq:ListBrokers"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("mq:ListBrokers", async (token, ct) =>
        {
            var answer = await listing.WireAsync(Service, "mq:ListBrokers",
                c => c.GetAsync("ListBrokers", "/v1/brokers", [("maxResults", "100"), ("nextToken", token)], ct), ct);
            return new(
                [.. answer.Items("brokerSummaries")
                .Select(b => OfEngine(b.Text("engineType"), Named(b.Text("brokerName"), listing.WithoutTags(b.Text("brokerArn") ?? "", new
            {
                engine = b.Text("engineType")?.ToUpperInvariant(),
                deploymentMode = b.Text("deploymentMode"),
                hostInstanceType = b.Text("hostInstanceType"),
                state = b.Text("brokerState"),
            }))))], answer.Text("nextToken"));
        }, cancellationToken);

    // Both engines share the list and the shape of ARNs; the convention for broker names is RabbitMQ's.
    private static Observation OfEngine(string? engine, Observation broker) =>
        broker.Kind == MqBroker.Kind && string.Equals(engine, "ActiveMQ", StringComparison.OrdinalIgnoreCase)
            ? broker with { Kind = ActiveMqBroker.Kind }
            : broker;

    // The ARN holds the name too at AWS; the answer's own member is the one that is documented.
    private static Observation Named(string? name, Observation broker) => name is null ? broker : broker with { Name = name };
}
