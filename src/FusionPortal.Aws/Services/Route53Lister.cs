using System.Globalization;
using System.Xml.Linq;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Readers;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>Where the next page of a zone's records begins, as Route 53 said it.</summary>
internal sealed record RecordStart(string? Name, string? Type, string? Identifier);

/// <summary>One page of a zone's records, at most 300.</summary>
/// <param name="Records">As Route 53 orders them: by name from its last label, then by type.</param>
/// <param name="Next">Null on the last.</param>
internal sealed record RecordPage(IReadOnlyList<ZoneRecord> Records, RecordStart? Next);

/// <summary>
/// Route 53: hosted zones, 100 a page, no tags; the same for every region. What is recorded in a zone costs calls by the zone and is read
/// in a pass of its own.
/// </summary>
internal sealed class Route53Lister : IServiceLister
{
    /// <summary>What one page of records is called in budgets and messages.</summary>
    public const string RecordsApi = "route53:ListResourceRecordSets";

    private const string Api = "route53:ListHostedZones";

    private static readonly WireService Service = new("Route 53", "route53", "2013-04-01") { IsGlobal = true };

    public ServiceReach Reach { get; } = new("route53", "Route 53", IsGlobal: true, new HashSet<string> { HostedZone.Kind });

    public IReadOnlyList<string> Actions { get; } = [Api];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync(Api, async (token, ct) =>
        {
            var answer = await listing.WireAsync(Service, Api,
                c => c.XmlGetAsync("ListHostedZones", "/2013-04-01/hostedzone", [("maxitems", "100"), ("marker", token)], ct), ct);
            return new(
                [.. answer.Items("HostedZones").Select(z => Observe(listing, z))],
                answer.Flag("IsTruncated") == true ? answer.Text("NextMarker") : null);
        }, cancellationToken);

    /// <summary>One page of a zone's records.</summary>
    /// <param name="calls">Of the account that owns the zone.</param>
    /// <param name="zoneId">For example Z0A1B2C3D4E5.</param>
    /// <param name="from">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<RecordPage> RecordsAsync(
        AccountCalls calls, string zoneId, RecordStart? from, CancellationToken cancellationToken)
    {
        var answer = await calls.CallAsync(
            RecordsApi, credentials => calls.Clients.Wire(Service, credentials, calls.Region, calls.Meter),
            c => c.XmlGetAsync("ListResourceRecordSets", $"/2013-04-01/hostedzone/{Uri.EscapeDataString(zoneId)}/rrset",
                [
                    ("maxitems", "300"), ("name", from?.Name), ("type", from?.Type), ("identifier", from?.Identifier),
                ], cancellationToken), cancellationToken);
        var more = answer.Flag("IsTruncated") == true && answer.Text("NextRecordName") is not null;
        return new(
            [.. answer.Items("ResourceRecordSets").Select(Record)],
            more ? new(answer.Text("NextRecordName"), answer.Text("NextRecordType"), answer.Text("NextRecordIdentifier")) : null);
    }

    private static ZoneRecord Record(XElement r) => new(
        r.Text("Name") ?? "", r.Text("Type") ?? "", [.. r.Items("ResourceRecords").Select(v => v.Text("Value")).OfType<string>()],
        r.Element("AliasTarget")?.Text("DNSName"));

    private static Observation Observe(Listing listing, XElement z)
    {
        // "/hostedzone/Z0A1B2C3D4E5"
        var id = z.Text("Id") is { } path ? path[(path.LastIndexOf('/') + 1)..] : "";
        var seen = listing.WithoutTags(id.Length == 0 ? "" : $"arn:{listing.Partition}:route53:::hostedzone/{id}", new
        {
            name = DnsName.Plain(z.Text("Name")),
            @private = z.Element("Config")?.Flag("PrivateZone"),
            recordSets = int.TryParse(z.Text("ResourceRecordSetCount"), CultureInfo.InvariantCulture, out var count) ? count : (int?)null,
            awsOwn = z.Element("LinkedService")?.Text("ServicePrincipal") is { } service ? $"kept by {service}" : null,
        });
        // Its ARN names no region; the tagging API knows it in the region that the service is signed for.
        return seen with { Region = WireService.GlobalRegion(listing.Region) };
    }
}
