using System.Collections.Concurrent;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>ListTables; up to 100 a page. The next page begins behind a table's name: there is no token that could expire.</summary>
internal sealed class DynamoDbService(ISimulatedEstate estate) : ISimulatedService
{
    private const string Start = "ExclusiveStartTableName";

    // Where a name that was given out stands, so that going on from it needs no search.
    private readonly ConcurrentDictionary<(string Account, string Region, string Name), int> _given = new();

    public Dialect Dialect { get; } = new("dynamodb", WireProtocol.Json)
    {
        Target = "DynamoDB_20120810",
        JsonVersion = "1.0",
        Invalid = "ValidationException",
        Failed = "InternalServerError",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListTables"] = Operation.Of("dynamodb:ListTables", List, Start),
    };

    private WireAnswer List(WireCall call, PageFaults faults)
    {
        var (account, region) = (call.Principal!.AccountId, call.Region);
        var tables = estate.Of(account, region, ArnKind.Table);
        var start = call.Text(Start) is { Length: > 0 } after ? Behind(tables, account, region, after) : 0;
        var (from, count) = faults.Window(start, call.Size("Limit", 1, 100, 100));
        var next = Math.Min(tables.Count, from + count);
        // An empty first page has no name to go on from, and so cannot be.
        if (next == 0) next = Math.Min(tables.Count, 1);
        return WireAnswer.Json(
            w =>
            {
                w.WriteStartArray("TableNames");
                for (var i = from; i < next; i++) w.WriteStringValue(tables[i].Name);
                w.WriteEndArray();
                if (next >= tables.Count) return;
                var last = tables[next - 1].Name;
                _given[(account, region, last)] = next - 1;
                w.WriteString("LastEvaluatedTableName", last);
            },
            call.Dialect);
    }

    private int Behind(IReadOnlyList<SimulatedResource> tables, string account, string region, string name)
    {
        if (_given.TryGetValue((account, region, name), out var at) && at < tables.Count && tables[at].Name == name) return at + 1;
        for (var i = 0; i < tables.Count; i++)
            if (tables[i].Name == name) return i + 1;
        // A table that is gone: AWS goes on in the order of names, which this list has not.
        return Math.Min(at, tables.Count);
    }
}
