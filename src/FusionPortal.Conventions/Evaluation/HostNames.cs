using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>One record of a public hosted zone.</summary>
/// <param name="Name">Plain, for example kite.fusionpos.com.</param>
/// <param name="Values">Addresses; none for what stands for another name.</param>
/// <param name="Target">The plain name that an alias or CNAME stands for; else null.</param>
internal sealed record HostRecord(string ZoneArn, string Name, string Type, IReadOnlyList<string> Values, string? Target);

/// <summary>A public hosted zone, and what its records say; null where nobody has read them.</summary>
internal sealed record SeenZone(SeenResource Resource, IReadOnlyList<HostRecord>? Records, bool IsWhole);

/// <summary>Who of us has an address.</summary>
/// <param name="HostId">The instance that answers there, for example i-0a1b; null where that is not told.</param>
/// <param name="VpcId">Of a load balancer; null where it is not told.</param>
internal sealed record AddressOwner(SeenResource Resource, string? HostId, string? VpcId);

/// <summary>A host that a client's checklists name as its own.</summary>
/// <param name="Captured">What says so.</param>
/// <param name="Seen">The instance; null where it cannot be told which one is meant.</param>
/// <param name="VpcId">Of the instance; null where it is not told.</param>
internal sealed record OwnHost(CapturedResource Captured, CapturedSighting? Seen, string? VpcId)
{
    public string? Id => Seen?.Shown.GetValueOrDefault(ShownFact.AwsId.Id);
}

/// <summary>
/// Records of public hosted zones, which of our resources have which address, and which hosts are whose. Grows with those records, with
/// addresses, and with what was captured.
/// </summary>
internal sealed partial class HostNames(EvaluationPlan plan) : ResourceCollector
{
    private readonly SortedList<string, SeenZone> _zones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedList<string, AddressOwner>> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly CapturedSightings _captured = new(plan);

    private readonly ILookup<string, CapturedResource> _hostsOf = plan.Records.Captured.All
        .Where(c => c is { Kind: Ec2Instance.Kind, OrgId: not null }).ToLookup(c => c.OrgId!, StringComparer.OrdinalIgnoreCase);

    public BookSettings Settings => plan.Book.Settings;

    internal override IReadOnlyList<string> Kinds { get; } = plan.Records.Organizations.Count == 0 ? []
        : [HostedZone.Kind, Ec2Instance.Kind, ElasticIp.Kind, LoadBalancer.Kind];

    /// <summary>In the order of ARNs.</summary>
    public IEnumerable<SeenZone> Zones => _zones.Values;

    internal override bool Add(in ResourceView view)
    {
        var kind = view.Resource.Kind;
        if (kind == HostedZone.Kind) AddZone(in view);
        else if (kind == LoadBalancer.Kind) Own(in view, DnsName.Plain(Facts.Text(in view, "dnsName")), null, Facts.Text(in view, "vpcId"));
        else if (kind == Ec2Instance.Kind) AddHost(in view);
        // An elastic IP that is bound to nothing answers nobody.
        else if (Facts.Has(in view, "associationId") || Facts.Has(in view, "instanceId"))
            Own(in view, Facts.Text(in view, "publicIp"), Facts.Text(in view, "instanceId"), null);
        return false;
    }

    /// <summary>The hosts that the client's checklists name, the install's and those of what is dedicated to it.</summary>
    public IEnumerable<OwnHost> HostsOf(OrganizationRecord client) =>
        from captured in _hostsOf[client.OrgId]
        let seen = _captured.SurelyMeantBy(captured)
        select new OwnHost(captured, seen, seen?.Shown.GetValueOrDefault("vpc"));

    /// <summary>Who of us has the address, or is the load balancer of that name.</summary>
    public IEnumerable<AddressOwner> OwnersOf(string address) => _owners.TryGetValue(address, out var owners) ? owners.Values : [];

    /// <summary>The address in the name that AWS gives an instance with a public one, as ec2-203-0-113-7.compute-1.amazonaws.com; else
    /// null.</summary>
    public static string? AddressIn(string name) =>
        InstanceName().Match(name) is { Success: true } match && IPAddress.TryParse(match.Groups[1].Value.Replace('-', '.'), out var ip)
            ? ip.ToString() : null;

    private void AddHost(in ResourceView view)
    {
        if (_hostsOf.Count > 0) _captured.Add(in view);
        if (Facts.Text(in view, "publicIp") is { } address) Own(in view, address, ShownFact.AwsId.Read(view.Resource), null);
    }

    // "dualstack." before a load balancer's name is the same one over both protocols.
    private void Own(in ResourceView view, string? address, string? hostId, string? vpcId)
    {
        if (address is null) return;
        if (!_owners.TryGetValue(address, out var owners)) _owners[address] = owners = new(StringComparer.Ordinal);
        if (owners.TryGetValue(view.Resource.Arn, out var known) && known.Resource.GoesBefore(in view)) return;
        owners[view.Resource.Arn] = new(SeenResource.Of(in view), hostId, vpcId);
    }

    private void AddZone(in ResourceView view)
    {
        if (Facts.Flag(in view, "private") == true) return;
        var zone = new SeenZone(SeenResource.Of(in view), Read(in view), Facts.Flag(in view, "recordsWhole") == true);
        // Two targets may show one zone, in any order: the one that tells more.
        if (_zones.TryGetValue(view.Resource.Arn, out var known)
            && ((known.Records?.Count ?? -1) is var before && (zone.Records?.Count ?? -1) is var now
                && (before > now || (before == now && known.Resource.GoesBefore(in view))))) return;
        _zones[view.Resource.Arn] = zone;
    }

    private static List<HostRecord>? Read(in ResourceView view)
    {
        if (Facts.Array(in view, "records") is not { } records) return null;
        var read = new List<HostRecord>();
        foreach (var record in records.EnumerateArray())
        {
            if (DnsName.Plain(Text(record, "name")) is not { } name || Text(record, "type") is not { } type) continue;
            IReadOnlyList<string> values = record.TryGetProperty("values", out var given) && given.ValueKind == JsonValueKind.Array
                ? [.. given.EnumerateArray().Where(Facts.IsText).Select(v => v.GetString()!)] : [];
            read.Add(new(view.Resource.Arn, name, type, values, DnsName.Plain(Text(record, "target"))));
        }

        return read;
    }

    private static string? Text(JsonElement record, string member) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(member, out var value) && Facts.IsText(value)
            ? value.GetString() : null;

    [GeneratedRegex(@"^ec2-(\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})\.(?:[a-z0-9-]+\.)?compute(?:-1)?\.amazonaws\.com$")]
    private static partial Regex InstanceName();
}
