using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>Makes up clients and resources, and takes down what has to be found about them. Knows nothing of rules.</summary>
internal sealed class FleetBuilder(ScanReach reach)
{
    // Words of environments stand in many IDs, as in the guide's own xmsqa1, and say nothing there.
    private static readonly string[] Words =
        ["maple", "xmsqa", "harbor", "demoshop", "larkspur", "devlin", "northwind", "testa", "cobalt", "stagecoach", "prodigy", "ember"];

    private readonly List<OrganizationRecord> _organizations = [];
    private readonly List<CapturedResource> _captured = [];
    private readonly List<FleetResource> _resources = [];
    private readonly List<(string Convention, Func<string> Subject, PlantedVerdict Verdict, string Why)> _expected = [];
    private int _clients;
    private int _made;
    private int _hosts;

    /// <summary>
    /// IAM is not listed, buckets and key pairs are known from the tagging API alone, and one account was not seen whole.
    /// </summary>
    public static ScanReach PartlySeen { get; } = new(
        ResourceKinds.Ids.Where(k => k != IamUser.Kind).ToHashSet(StringComparer.Ordinal),
        ResourceKinds.Ids.Where(k => k is not (IamUser.Kind or S3Bucket.Kind or KeyPair.Kind)).ToHashSet(StringComparer.Ordinal),
        new HashSet<string>(StringComparer.Ordinal) { FleetAccounts.NonProduction })
    {
        Day = ScanReach.Everything.Day,
    };

    public ScanReach Reach { get; } = reach;

    /// <summary>An organization ID nobody has yet.</summary>
    public string NewId() => $"{Words[_clients % Words.Length]}{++_clients}";

    /// <summary>The next number of a host, an instance or a broker: with its two digits, never used twice.</summary>
    public string NewNumber() => $"{++_hosts:00}";

    /// <summary>A number for names that have to be new.</summary>
    public int Next() => ++_made;

    public FleetClient Client(EnvironmentKind environment, string? id = null, string? recordedBucket = null)
    {
        id ??= NewId();
        var account = FleetAccounts.For(environment);
        Record(id, environment, recordedBucket);
        return new(
            id, environment, account,
            Add(S3Bucket.Kind, recordedBucket ?? $"fusion-rms-{id}", account).Of(id).Tag("OrgId", id),
            Add(IamUser.Kind, $"rms_{id}", account).Tag("OrgID", id));
    }

    /// <summary>A VPC as its checklist makes it, with its four subnets.</summary>
    /// <param name="id">What AWS calls it; null for a new one.</param>
    public FleetResource Network(string account, string region, string? id = null)
    {
        var vpc = Add(Vpc.Kind, "pos", account).In(account, region);
        if (id is not null) vpc.WithId(id);
        foreach (var zone in (string[])["a", "b"])
        {
            foreach (var side in (string[])["public", "private"])
                Add(Subnet.Kind, $"{side} {zone}", account).In(account, region).Fact("vpcId", vpc.Id).Fact("public", side == "public")
                    .Fact("availabilityZone", region + zone);
        }

        return vpc;
    }

    /// <summary>A client's record, and nothing in AWS.</summary>
    public void Record(string id, EnvironmentKind environment, string? recordedBucket = null) =>
        _organizations.Add(new(id, $"{char.ToUpperInvariant(id[0])}{id[1..]} Stores", environment, recordedBucket));

    /// <summary>An install says which host and which database a client uses, by their names.</summary>
    public void Host(string orgId, string host, string database)
    {
        Capture(Ec2Instance.Kind, orgId, host);
        Capture(RdsInstance.Kind, orgId, database);
    }

    /// <summary>A checklist that is ticked says this of a resource.</summary>
    /// <param name="orgId">Whose install it is; null for the checklist of a resource that is shared.</param>
    public void Capture(string kind, string? orgId, string name, params (string Fact, string Value)[] values)
    {
        CapturedValue Value(string fact, string value) => new(
            fact, value, value, orgId is null ? "A resource" : $"Client install: {orgId}", "c) The step", "Ana Ruiz",
            new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        _captured.Add(new(kind, orgId, Value("name", name), [.. values.Select(v => Value(v.Fact, v.Value))])
        {
            IsOfInstall = orgId is not null,
        });
    }

    public FleetResource Add(string kind, string? name, string account)
    {
        var resource = new FleetResource(kind, name, account, ++_made);
        _resources.Add(resource);
        return resource;
    }

    /// <param name="subject">Asked once all is planted: what is planted may still change its name.</param>
    public void Expect(string convention, Func<string> subject, PlantedVerdict verdict, string why) =>
        _expected.Add((convention, subject, verdict, why));

    public PortalRecords Records() => new(_organizations, FleetAccounts.All)
    {
        Captured = new CapturedResources(_captured),
    };

    /// <summary>What was added since the last time.</summary>
    public IReadOnlyList<Observation> Observe()
    {
        Observation[] seen = [.. _resources.Select(r => r.Observe())];
        _resources.Clear();
        return seen;
    }

    public IReadOnlyDictionary<PlantedFinding, string> Expected() => _expected
        .Select(e => (Finding: new PlantedFinding(e.Convention, e.Subject(), e.Verdict), e.Why))
        .GroupBy(e => e.Finding)
        .ToDictionary(g => g.Key, g => string.Join(" ", g.Select(e => e.Why).Distinct()));
}
