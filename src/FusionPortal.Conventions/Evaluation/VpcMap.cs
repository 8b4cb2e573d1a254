using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// The VPCs of the estate with their subnets' zones and sides, and POS's hosts and databases by the VPC they are in. Grows with VPCs, and
/// by
/// some 150 bytes with each host and database of ours; subnets are counted, not kept.
/// </summary>
internal sealed class VpcMap(EvaluationPlan plan) : ResourceCollector
{
    private readonly BookPatterns _names = new(plan.Book);
    private readonly Dictionary<VpcPlace, SeenVpc> _vpcs = [];
    private readonly SortedDictionary<string, Hosted> _hosted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hosted> _others = new(StringComparer.Ordinal);

    internal override IReadOnlyList<string> Kinds { get; } = [Vpc.Kind, Subnet.Kind, Ec2Instance.Kind, RdsInstance.Kind];

    /// <summary>Every VPC that a list showed, in the order of ARNs.</summary>
    public IEnumerable<SeenVpc> Vpcs =>
        _vpcs.Values.Where(v => v.Resource is not null).OrderBy(v => v.Resource!.Arn, StringComparer.Ordinal);

    /// <summary>POS's hosts and databases, in the order of ARNs.</summary>
    public IEnumerable<Hosted> AllHosted => _hosted.Values;

    /// <summary>
    /// Hosts and databases outside production that claim nothing, in some VPC: neither a client's, nor AWS's, nor named nearly like ours.
    /// In
    /// the order of ARNs.
    /// </summary>
    public IEnumerable<Hosted> Others => _others.Values.OrderBy(o => o.Resource.Arn, StringComparer.Ordinal);

    public SeenVpc? Find(VpcPlace place) => _vpcs.GetValueOrDefault(place);

    internal override bool Add(in ResourceView view)
    {
        var kind = view.Resource.Kind;
        return kind == Vpc.Kind ? AddVpc(in view) : kind == Subnet.Kind ? AddSubnet(in view) : AddHosted(in view);
    }

    private bool AddVpc(in ResourceView view)
    {
        var arn = view.Resource.Arn;
        Of(new(view.Resource.AccountId, view.Resource.Region, arn[(arn.LastIndexOf('/') + 1)..])).Read(in view);
        return true;
    }

    private bool AddSubnet(in ResourceView view)
    {
        if (Facts.Text(in view, "vpcId") is { } vpc) Of(new(view.Resource.AccountId, view.Resource.Region, vpc)).AddSubnet(in view);
        return false;
    }

    private bool AddHosted(in ResourceView view)
    {
        var resource = view.Resource;
        if (!IsOurs(in view)) return AddOther(in view);
        // The same again, as a scan of a million resources may show it, costs nothing.
        if (_hosted.TryGetValue(resource.Arn, out var same) && same.Resource.Says(in view) && Facts.Is(in view, "vpcId", same.VpcId)
            && same.IsRead == Facts.AreRead(in view)) return true;
        var (vpc, isRead) = (Facts.Text(in view, "vpcId"), Facts.AreRead(in view));
        // Two targets may show one resource, in any order, and only one of them where it is.
        if (_hosted.TryGetValue(resource.Arn, out var known))
        {
            var order = string.CompareOrdinal(vpc, known.VpcId);
            if (order == 0) order = isRead.CompareTo(known.IsRead);
            if (order < 0 || (order == 0 && known.Resource.GoesBefore(in view))) return true;
            if (known.VpcId is { } before) Of(new(resource.AccountId, resource.Region, before)).Hosts.Remove(resource.Arn);
        }

        var seen = SeenResource.Of(in view);
        _hosted[resource.Arn] = new(seen, vpc, isRead, view.Role, _names.Match(resource));
        if (vpc is not null) Of(new(resource.AccountId, resource.Region, vpc)).Hosts[resource.Arn] = seen.Name;
        return true;
    }

    private bool AddOther(in ResourceView view)
    {
        var resource = view.Resource;
        if (view.Role == AccountRole.Production || view.Tag.IsPresent || _names.Resemble(resource)
            || Facts.Text(in view, "vpcId") is not { } vpc || AwsMade.Of(resource) is not null) return false;
        if (!_others.TryGetValue(resource.Arn, out var known) || string.CompareOrdinal(known.VpcId, vpc) < 0
            || (known.VpcId == vpc && !known.Resource.GoesBefore(in view)))
            _others[resource.Arn] = new(SeenResource.Of(in view), vpc, true, view.Role, false);
        Of(new(resource.AccountId, resource.Region, vpc));
        return true;
    }

    // By its name or its client: in a production account too, where NAME conventions tell what is misnamed.
    private bool IsOurs(in ResourceView view) => view.Organization is not null || _names.Match(view.Resource);

    private SeenVpc Of(VpcPlace place) => _vpcs.TryGetValue(place, out var known) ? known : _vpcs[place] = new(place);
}

/// <summary>Which VPC: its id is unique in its region, and only there.</summary>
internal readonly record struct VpcPlace(string AccountId, string Region, string VpcId);

/// <summary>A host or database of ours.</summary>
/// <param name="VpcId">Null where it is in none, or nobody told.</param>
/// <param name="IsRead">Whether its own list told of it.</param>
/// <param name="IsNamed">Whether it is named as the book says for its kind.</param>
internal sealed record Hosted(SeenResource Resource, string? VpcId, bool IsRead, AccountRole Role, bool IsNamed);

/// <summary>A VPC as everything together shows it.</summary>
internal sealed class SeenVpc(VpcPlace place)
{
    private readonly SortedSet<string> _zones = new(StringComparer.Ordinal);

    public VpcPlace Place { get; } = place;

    /// <summary>Null where only others name it.</summary>
    public SeenResource? Resource { get; private set; }

    public AccountRole Role { get; private set; }

    public string AccountName { get; private set; } = "";

    /// <summary>What its own list told; null where none did.</summary>
    public VpcFacts? Facts { get; private set; }

    /// <summary>POS's hosts and databases in it: names by ARN.</summary>
    public SortedList<string, string> Hosts { get; } = new(StringComparer.Ordinal);

    /// <summary>The zones of its subnets.</summary>
    public IReadOnlyCollection<string> Zones => _zones;

    public bool HasPublic { get; private set; }

    public bool HasPrivate { get; private set; }

    /// <summary>Whether a subnet's zone was not told.</summary>
    public bool HasUnknownZone { get; private set; }

    /// <summary>Whether it was not told of a subnet whether it reaches the internet.</summary>
    public bool HasUnknownSide { get; private set; }

    public void Read(in ResourceView view)
    {
        var isRead = Evaluation.Facts.AreRead(in view);
        if (Resource is { } known && (Facts is not null, isRead) switch
        {
            (true, false) => true,
            (false, true) => false,
            _ => known.GoesBefore(in view),
        }) return;
        (Resource, Role, AccountName) = (SeenResource.Of(in view), view.Role, view.AccountName);
        if (isRead) Facts = VpcFacts.Of(in view);
    }

    public void AddSubnet(in ResourceView view)
    {
        if (Evaluation.Facts.Text(in view, "availabilityZone") is { } zone) _zones.Add(zone);
        else HasUnknownZone = true;
        switch (Evaluation.Facts.Flag(in view, "public"))
        {
            case true: HasPublic = true; break;
            case false: HasPrivate = true; break;
            default: HasUnknownSide = true; break;
        }
    }
}

/// <summary>What EC2 tells of a VPC; each null where it was not told.</summary>
internal sealed record VpcFacts(
    bool? IsDefault, IReadOnlyList<string>? Cidrs, IReadOnlyList<string>? Ipv6Cidrs, string? Tenancy, bool? DnsHostnames, bool? DnsSupport)
{
    public static VpcFacts Of(in ResourceView view) => new(
        Evaluation.Facts.Flag(in view, "isDefault"),
        Texts(in view, "cidrs") is { Count: > 0 } all ? all : Evaluation.Facts.Text(in view, "cidr") is { } one ? [one] : null,
        Texts(in view, "ipv6Cidrs"), Evaluation.Facts.Text(in view, "tenancy"), Evaluation.Facts.Flag(in view, "dnsHostnames"),
        Evaluation.Facts.Flag(in view, "dnsSupport"));

    // A list that holds anything but texts was not told.
    private static List<string>? Texts(in ResourceView view, string name)
    {
        if (Evaluation.Facts.Array(in view, name) is not { } list) return null;
        var texts = new List<string>();
        foreach (var entry in list.EnumerateArray())
        {
            if (!Evaluation.Facts.IsText(entry)) return null;
            texts.Add(RedactedText.Of(entry.GetString()!));
        }

        return texts;
    }
}
