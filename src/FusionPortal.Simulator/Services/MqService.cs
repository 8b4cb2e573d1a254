using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>Amazon MQ's ListBrokers; 5 to 100 a page, no tags.</summary>
internal sealed class MqService(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    public Dialect Dialect { get; } = new("mq", WireProtocol.RestJson)
    {
        Invalid = "BadRequestException",
        Throttled = ("TooManyRequestsException", 429),
        Denied = ("AccessDeniedException", 403),
        Failed = "InternalServerErrorException",
    };

    public string PathPrefix => "/v1/";

    public string OperationOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.Value is "/v1/brokers" ? "ListBrokers" : ISimulatedService.Unknown(request);

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListBrokers"] = Operation.Of("mq:ListBrokers", List, "nextToken"),
    };

    private WireAnswer List(WireCall call, PageFaults faults)
    {
        var page =
            paging.Cut(
            call, estate.Of(call.Principal!.AccountId, call.Region, ArnKind.Broker), faults, "nextToken",
            call.Size("maxResults", 1, 100, 100));
        return WireAnswer.Json(
            w =>
            {
                w.WriteStartArray("brokerSummaries");
                foreach (var broker in page.Entries)
                {
                    var facts = broker.Facts as BrokerFacts ?? new BrokerFacts("mq.m5.large");
                    // The ARN ends in name:id.
                    var (name, id) = broker.Name.Split(':') is [var n, var i] ? (n, i) : (broker.Name, broker.Name);
                    w.WriteStartObject();
                    w.WriteString("brokerArn", broker.Arn);
                    w.WriteString("brokerId", id);
                    w.WriteString("brokerName", name);
                    w.WriteString("brokerState", facts.State);
                    w.WriteString("created", Made.At.UtcDateTime);
                    w.WriteString("deploymentMode", facts.DeploymentMode);
                    w.WriteString("engineType", facts.Engine);
                    w.WriteString("hostInstanceType", facts.HostInstanceType);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                if (page.Next is not null) w.WriteString("nextToken", page.Next);
            },
            call.Dialect);
    }
}
