using System.Text.Json;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>CloudWatch Logs: ListLogGroups, up to 1,000 a page, and the older DescribeLogGroups, up to 50.</summary>
internal sealed class LogsService(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    public Dialect Dialect { get; } = new("logs", WireProtocol.Json)
    {
        Target = "Logs_20140328",
        Failed = "ServiceUnavailableException",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListLogGroups"] = Operation.Of("logs:ListLogGroups", (call, faults) => List(call, faults, 1000, Summary), "nextToken"),
        ["DescribeLogGroups"] = Operation.Of("logs:DescribeLogGroups", (call, faults) => List(call, faults, 50, Detail), "nextToken"),
    };

    private WireAnswer List(WireCall call, PageFaults faults, int most, Action<Utf8JsonWriter, SimulatedResource> write)
    {
        // Both answer 50 where no limit is given.
        var page =
            paging.Cut(
            call, estate.Of(call.Principal!.AccountId, call.Region, ArnKind.LogGroup), faults, "nextToken",
            call.Size("limit", 1, most, 50));
        return WireAnswer.Json(
            w =>
            {
                w.WriteStartArray("logGroups");
                foreach (var group in page.Entries)
                {
                    w.WriteStartObject();
                    write(w, group);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                if (page.Next is not null) w.WriteString("nextToken", page.Next);
            },
            call.Dialect);
    }

    private static void Summary(Utf8JsonWriter w, SimulatedResource group)
    {
        w.WriteString("logGroupName", group.Name);
        w.WriteString("logGroupArn", group.Arn);
        w.WriteString("logGroupClass", "STANDARD");
    }

    private static void Detail(Utf8JsonWriter w, SimulatedResource group)
    {
        Summary(w, group);
        // The older of the two ARNs ends in a star for the streams within.
        w.WriteString("arn", group.Arn + ":*");
        w.WriteNumber("creationTime", Made.At.ToUnixTimeMilliseconds());
        w.WriteNumber("metricFilterCount", 0);
        w.WriteNumber("storedBytes", 0);
    }
}
