using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>
/// Route 53, which is the same in every region: hosted zones, at most 100 a page, and the records of one, at most 300. A page of records
/// begins where the request says, whatever was asked before.
/// </summary>
internal sealed class Route53Service(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    private const string Zones = "/2013-04-01/hostedzone";

    public Dialect Dialect { get; } = new("route53", WireProtocol.RestXml)
    {
        Namespace = "https://route53.amazonaws.com/doc/2013-04-01/",
        Invalid = "InvalidInput",
    };

    public string PathPrefix => "/2013-04-01/";

    public string OperationOf(HttpRequest request) => !HttpMethods.IsGet(request.Method) ? ISimulatedService.Unknown(request)
        : request.Path.Value is Zones ? "ListHostedZones"
        : request.Path.Value is { } path && path.StartsWith(Zones + "/", StringComparison.Ordinal)
            && path.EndsWith("/rrset", StringComparison.Ordinal) ? "ListResourceRecordSets"
        : ISimulatedService.Unknown(request);

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListHostedZones"] = Operation.Of("route53:ListHostedZones", List, "marker"),
        ["ListResourceRecordSets"] = Operation.Of("route53:ListResourceRecordSets", Records, "name"),
    };

    private WireAnswer List(WireCall call, PageFaults faults)
    {
        var size = call.Size("maxitems", 1, 100, 100);
        var page = paging.Cut(call, estate.OfAccount(call.Principal!.AccountId, ArnKind.HostedZone), faults, "marker", size);
        return WireAnswer.Xml("ListHostedZonesResponse", call.Dialect.Namespace, w =>
        {
            w.List("HostedZones", "HostedZone", page.Entries, (e, placed) =>
            {
                var facts = Facts(placed.Resource);
                e.WriteElementString("Id", "/hostedzone/" + placed.Resource.Name);
                e.WriteElementString("Name", facts.Name + ".");
                e.WriteElementString("CallerReference", placed.Resource.Name);
                e.Element("Config", c => c.Flag("PrivateZone", facts.IsPrivate));
                e.Number("ResourceRecordSetCount", facts.Records.Count);
                if (facts.LinkedService is { } service)
                    e.Element("LinkedService", l => l.WriteElementString("ServicePrincipal", service));
            });
            w.Text("Marker", call.Text("marker") ?? "");
            w.Flag("IsTruncated", page.Next is not null);
            w.Text("NextMarker", page.Next);
            w.Number("MaxItems", size);
        });
    }

    private WireAnswer Records(WireCall call, PageFaults faults)
    {
        var id = call.Http.Path.Value![(Zones.Length + 1)..^"/rrset".Length];
        var placed = estate.Find("arn:aws:route53:::hostedzone/" + id);
        if (placed is null || placed.AccountId != call.Principal!.AccountId)
            throw new AwsError("NoSuchHostedZone", $"No hosted zone found with ID: {id}", 404);
        if (call.Text("type") is not null && call.Text("name") is null)
            throw AwsError.Invalid(call.Dialect, "A type is given and no name to begin with.");
        RecordFacts[] all = [.. Facts(placed.Resource).Records.OrderBy(Key, StringComparer.Ordinal)];
        var start = call.Text("name") is { } name
            ? Key(name.TrimEnd('.').ToLowerInvariant(), call.Text("type"), call.Text("identifier")) : "";
        var (from, size) = faults.Window(
            all.TakeWhile(r => string.CompareOrdinal(Key(r), start) < 0).Count(), call.Size("maxitems", 1, 300, 300));
        var next = all.Skip(from + size).FirstOrDefault();
        return WireAnswer.Xml("ListResourceRecordSetsResponse", call.Dialect.Namespace, w =>
        {
            w.List("ResourceRecordSets", "ResourceRecordSet", all.Skip(from).Take(size), (e, record) =>
            {
                e.WriteElementString("Name", record.Name + ".");
                e.WriteElementString("Type", record.Type);
                e.Text("SetIdentifier", record.Identifier);
                if (record.Alias is { } alias)
                {
                    e.Element("AliasTarget", a =>
                    {
                        a.WriteElementString("HostedZoneId", "Z35SXDOTRQ7X7K");
                        a.WriteElementString("DNSName", alias + ".");
                        a.Flag("EvaluateTargetHealth", false);
                    });
                    return;
                }

                e.Number("TTL", 300);
                e.List("ResourceRecords", "ResourceRecord", record.Values, (v, value) => v.WriteElementString("Value", value));
            });
            w.Flag("IsTruncated", next is not null);
            w.Text("NextRecordName", next is null ? null : next.Name + ".");
            w.Text("NextRecordType", next?.Type);
            w.Text("NextRecordIdentifier", next?.Identifier);
            w.Number("MaxItems", size);
        });
    }

    private static ZoneFacts Facts(SimulatedResource zone) =>
        zone.Facts as ZoneFacts ?? new ZoneFacts(zone.Name.ToLowerInvariant() + ".example.com");

    private static string Key(RecordFacts record) => Key(record.Name, record.Type, record.Identifier);

    // By labels from the last, as Route 53 orders them.
    private static string Key(string name, string? type, string? identifier) =>
        $"{string.Join('.', name.Split('.').Reverse())}\n{type}\n{identifier}";
}
