using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A client's default host name, where a public hosted zone of ours records it, points to the address of an instance of ours or to a load
/// balancer of ours, in an account that the client belongs in; where the client's checklists say on which host it is, to that one's, or to
/// a load balancer beside it. A client whose name no zone of ours records is left alone: its DNS may be kept elsewhere.
/// </summary>
public sealed class HostNamePointsToHost : EstateRule
{
    // Longer chains of names are nobody's intention.
    private const int LongestChain = 8;

    public override string Word => "host-name-points-to-host";

    public override string Label => "Client’s host name points to a host of ours";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override RuleSubject Subject => RuleSubject.Organization;

    public override int FirstFormat => 3;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("name", "which of the book’s names is a client’s default host name", "host-name", "no-such-name"),
    ];

    public override RuleExample Passes { get; } = new(
        "The record has the host’s address.", Host, Zone("""{"name":"acme.fusionpos.com","type":"A","values":["203.0.113.7"]}"""));

    public override RuleExample Breaks { get; } = new(
        "Nobody of ours has the address.", Host, Zone("""{"name":"acme.fusionpos.com","type":"A","values":["198.51.100.9"]}"""));

    internal override RuleParameters Read(RuleReading reading)
    {
        var id = reading.With.Text("name");
        if (id.Length == 0) return new Parameters((BookName?)null);
        var names = reading.Names.Values.Where(n => n.Kind is null && n.Pattern.OrganizationSlot >= 0).ToList();
        var name = names.Find(n => n.Id == id);
        if (name is null)
            reading.With.Report(
                reading.With.PlaceOf("name"),
                $"\"{id}\" is not a name of this book that holds the organization ID and is no AWS resource’s. Those are: "
                    + $"{(names.Count == 0 ? "none" : string.Join(", ", names.Select(n => n.Id)))}.");
        return new Parameters(name);
    }

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new HostNames(plan);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var names = seen.Collected<HostNames>();
        var pattern = ((Parameters)convention.Parameters).Name!.Pattern;
        var slots = new Range[pattern.PartIds.Count()];
        var all = names.Zones.SelectMany(z => z.Records ?? []).ToLookup(r => r.Name, StringComparer.Ordinal);
        var byClient = all.Where(r => pattern.TryMatch(r.Key, slots))
            .Select(r => (Client: Owner(r.Key), Records: r)).Where(r => r.Client is not null).ToLookup(r => r.Client!, r => r.Records);
        foreach (var client in seen.Records.Organizations.OrderBy(o => o.OrgId, StringComparer.Ordinal))
        {
            var reading = new Reading(names, seen.Reach, all, client, seen.Records);
            reading.Follow(byClient[client].SelectMany(r => r));
            var unread = names.Zones.FirstOrDefault(
                // One whose name nobody has read goes by its ID, and may be any.
                z => !z.IsWhole && (!z.Resource.Name.Contains('.', StringComparison.Ordinal)
                    || pattern.IsMatch($"{client.OrgId}.{z.Resource.Name}")));
            if (reading.Wrong.Count > 0) sink.Violation(Describe(convention, client, reading));
            else if (reading.Open is var (reason, answer)) sink.NotEvaluated(Unjudged(convention, client, reason, answer));
            else if (reading.Facts.Count > 0) sink.Pass(convention, new VerdictSubject(SubjectOf(client), null, client));
            else if (unread is not null)
                sink.NotEvaluated(Unjudged(
                    convention, client, $"Not every record of the hosted zone {unread.Resource.Name} was read.",
                    "The next readings of hosted zones, some in each pass, after which their records are known."));
            else if (names.Zones.Any() && !seen.Reach.WhollyListedKinds.Contains(HostedZone.Kind))
                // One that was told of before is not mended by a list that failed.
                sink.NotEvaluated(Unjudged(
                    convention, client,
                    "Not every account’s hosted zones were listed, so whether one records the client’s name is not known.",
                    "A complete reading of Route 53 in every account."));
        }

        OrganizationRecord? Owner(string name) =>
            pattern.TryMatch(name, slots) ? seen.Records.Organization(name.AsSpan()[slots[pattern.OrganizationSlot]]) : null;
    }

    private static string SubjectOf(OrganizationRecord client) => OrganizationPresence.SubjectOf(client);

    private static NotEvaluatedVerdict Unjudged(Convention convention, OrganizationRecord client, string reason, string answer) =>
        new(convention.Id, SubjectOf(client), client.OrgId, null, reason) { Answer = answer };

    private static Violation Describe(Convention convention, OrganizationRecord client, Reading reading)
    {
        var (name, address, why) = reading.Wrong[0];
        return new(
            convention.Id, SubjectOf(client), Convention.OrganizationKind, Phrases.Client(client), "", "", client.OrgId, client.Environment,
            convention.Severity, $"{Phrases.Possessive(Phrases.Client(client))} host name {name} points to {address}, {why}",
            "the address of a host of ours", Phrases.List([.. reading.Wrong.Select(w => w.Address).Distinct().Take(10)]), null,
            Evidence.Of([.. reading.Facts.Take(20)]));
    }

    private static Observation Host { get; } =
        ExampleEstate.Host("POS01", """{"availabilityZone":"us-east-1a","publicIp":"203.0.113.7"}""");

    private static Observation Zone(string record) =>
        ExampleEstate.Zone($$"""{"name":"fusionpos.com","records":[{{record}}],"recordsWhole":true}""");

    /// <param name="Name">The pattern of a client's default host name; null only while a faulty book is read.</param>
    public sealed record Parameters(BookName? Name) : RuleParameters;

    /// <summary>Where the records of one client's host name lead.</summary>
    private sealed class Reading(
        HostNames names, ScanReach reach, ILookup<string, HostRecord> all, OrganizationRecord client, PortalRecords records)
    {
        // One where the client does not belong is told of as such, and is not where its name should point.
        private List<OwnHost> Own => field ??= [.. names.HostsOf(client).Where(h => h.Seen is not { } seen || !IsElsewhere(seen.Resource))];

        // The names that led to where it is now.
        private readonly List<string> _path = [];

        /// <summary>Why it could not be told; null where everything could.</summary>
        public (string Reason, string Answer)? Open { get; private set; }

        public List<(string Name, string Address, string Why)> Wrong { get; } = [];

        public List<EvidenceFact> Facts { get; } = [];

        public void Follow(IEnumerable<HostRecord> named)
        {
            foreach (var record in named)
            {
                _path.Add(record.Name);
                Follow(record);
                _path.Clear();
            }
        }

        // What the client's name leads to is the client's, by whatever names.
        private string Name => RedactedText.Of(_path[0]);

        private void Follow(HostRecord record)
        {
            var says = RedactedText.Of(record.Target ?? string.Join(", ", record.Values));
            Facts.Add(new("Record", $"{RedactedText.Of(record.Name)} {RedactedText.Of(record.Type)} {says} in {record.ZoneArn}"));
            if (record.Target is { } target) FollowName(target);
            else if (record.Type == "A") foreach (var value in record.Values) Judge(value);
            else Leave($"{Name} has an address of IPv6, and those of instances are not read.", "A record of type A beside it.");
        }

        private void FollowName(string target)
        {
            // A load balancer is the same with and without "dualstack." before its name.
            var plain = target.StartsWith("dualstack.", StringComparison.Ordinal) ? target["dualstack.".Length..] : target;
            if (names.OwnersOf(plain).Any()) Judge(plain);
            else if (HostNames.AddressIn(target) is { } address) Judge(address);
            else if (_path.Contains(target))
                Leave($"{Name} stands for names that stand for one another in a circle.", "A record with the host’s address.");
            else if (!all.Contains(target))
                Leave(
                    $"{Name} stands for {RedactedText.Of(target)}, which no zone of ours records and is no load balancer that was listed.",
                    "A record with the host’s address, or a load balancer that the scan lists.");
            else if (_path.Count >= LongestChain)
                Leave($"{Name} stands for a chain of more than {LongestChain} names.", "A record with the host’s address.");
            else FollowChain(target);
        }

        private void FollowChain(string target)
        {
            _path.Add(target);
            foreach (var next in all[target]) Follow(next);
            _path.RemoveAt(_path.Count - 1);
        }

        private void Judge(string address)
        {
            var owners = names.OwnersOf(address).ToList();
            var shown = RedactedText.Of(address);
            foreach (var owner in owners.Take(3)) Facts.Add(new($"Has {shown}", owner.Resource.Arn));
            if (owners.Count == 0)
            {
                if (reach.WhollyListedKinds.Contains(Ec2Instance.Kind) && reach.WhollyListedKinds.Contains(ElasticIp.Kind))
                    Wrong.Add((Name, shown, "which no host of ours has"));
                else
                    Leave(
                        $"Not every account’s EC2 instances and addresses were listed, so whose {shown} is cannot be told.",
                        "A complete reading of EC2 in every account and region.");
            }
            else if (owners.TrueForAll(o => IsElsewhere(o.Resource)))
            {
                var account = records.Account(owners[0].Resource.AccountId)!;
                Wrong.Add((Name, shown, $"{owners[0].Resource.Name} in {account.Name}, {Phrases.Account(account.Role)}"));
            }
            else if (Own.Count > 0)
            {
                JudgeByOwnHost(owners, shown);
            }
        }

        // Whom the address has to belong to where a checklist says on which host the client is.
        private void JudgeByOwnHost(List<AddressOwner> owners, string shown)
        {
            var unseen = Own.Find(h => h.Seen is null || !WasReadSince(h));
            if (owners.Exists(o => Own.Exists(h => Answers(o, h) == true))) return;
            var said = Phrases.List([.. Own.Select(h => CapturedWords.Named(h.Captured)).Distinct()]);
            if (unseen is not null)
                Leave(
                    $"Which one {CapturedWords.Named(unseen.Captured)} is, the client’s own host, cannot be told"
                        + (unseen.Seen is null ? "." : " before it is read again."),
                    "A reading of EC2 after the host was captured that shows it, in every account and region where it could be.");
            else if (owners.Exists(o => Own.Exists(h => Answers(o, h) is null)))
                Leave(
                    $"{Name} points to {owners[0].Resource.Named}, and nothing tells whether {said} is behind it.",
                    "The address of the host itself, or a load balancer beside it.");
            else
            {
                Wrong.Add((Name, shown, $"{owners[0].Resource.Named}, and is to point to {said}"));
                Facts.AddRange(Own.Select(h => new EvidenceFact("Captured host", CapturedWords.Told(h.Captured.Name))));
            }
        }

        private bool WasReadSince(OwnHost host) =>
            host.Seen!.Resource is var seen && reach.WasReadAfter(seen.Kind, seen.AccountId, seen.Region, host.Captured.Name.At);

        // Null where it may. What a load balancer hands over to is not read: one beside the host is taken to be in front of it.
        private static bool? Answers(AddressOwner owner, OwnHost host)
        {
            if (host.Seen is not { Resource: var seen }) return null;
            if (owner.HostId is not null) return owner.HostId == host.Id && owner.Resource.AccountId == seen.AccountId;
            var isBeside = (owner.Resource.AccountId, owner.Resource.Region) == (seen.AccountId, seen.Region)
                && (owner.VpcId is null || host.VpcId is null || owner.VpcId == host.VpcId);
            return owner.Resource.Kind == LoadBalancer.Kind && isBeside ? true : null;
        }

        // What nobody has declared is for nobody to judge by.
        private bool IsElsewhere(SeenResource owner) => records.Account(owner.AccountId)?.Role switch
        {
            AccountRole.Production => !names.Settings.BelongsInProduction(client.Environment),
            AccountRole.NonProduction => names.Settings.BelongsInProduction(client.Environment),
            _ => false,
        };

        private void Leave(string reason, string answer) => Open ??= (reason, answer);
    }
}
