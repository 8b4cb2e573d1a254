using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A client's default host name, where a public hosted zone of ours records it, points to the address of an instance of ours or to a load
/// balancer of ours, in an account that the client belongs in. A client whose name no zone of ours records is left alone: its DNS may be
/// kept elsewhere.
/// </summary>
public sealed class HostNamePointsToHost : EstateRule
{
    // Longer chains of names are a circle, or nobody's intention.
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
            foreach (var record in byClient[client].SelectMany(r => r)) reading.Follow(record);
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
        /// <summary>Why it could not be told; null where everything could.</summary>
        public (string Reason, string Answer)? Open { get; private set; }

        public List<(string Name, string Address, string Why)> Wrong { get; } = [];

        public List<EvidenceFact> Facts { get; } = [];

        public void Follow(HostRecord record) => Follow(record, record.Name, 0);

        private void Follow(HostRecord record, string name, int depth)
        {
            var says = RedactedText.Of(record.Target ?? string.Join(", ", record.Values));
            Facts.Add(new("Record", $"{RedactedText.Of(record.Name)} {RedactedText.Of(record.Type)} {says} in {record.ZoneArn}"));
            if (record.Target is { } target) FollowName(target, name, depth);
            else if (record.Type == "A") foreach (var value in record.Values) Judge(value, name);
            else Leave(
                $"{RedactedText.Of(name)} has an address of IPv6, and those of instances are not read.", "A record of type A beside it.");
        }

        private void FollowName(string target, string name, int depth)
        {
            // A load balancer is the same with and without "dualstack." before its name.
            var plain = target.StartsWith("dualstack.", StringComparison.Ordinal) ? target["dualstack.".Length..] : target;
            if (names.OwnersOf(plain).Any()) Judge(plain, name);
            else if (HostNames.AddressIn(target) is { } address) Judge(address, name);
            else if (depth < LongestChain && all.Contains(target)) foreach (var next in all[target]) Follow(next, name, depth + 1);
            else Leave(
                $"{RedactedText.Of(name)} stands for {RedactedText.Of(target)}, which is no load balancer that was listed.",
                "A record with the host’s address, or a load balancer that the scan lists.");
        }

        private void Judge(string address, string name)
        {
            var owners = names.OwnersOf(address).ToList();
            var shown = RedactedText.Of(address);
            foreach (var owner in owners.Take(3)) Facts.Add(new($"Has {shown}", owner.Arn));
            if (owners.Count == 0)
            {
                if (reach.WhollyListedKinds.Contains(Ec2Instance.Kind) && reach.WhollyListedKinds.Contains(ElasticIp.Kind))
                    Wrong.Add((RedactedText.Of(name), shown, "which no host of ours has"));
                else
                    Leave(
                        $"Not every account’s EC2 instances and addresses were listed, so whose {shown} is cannot be told.",
                        "A complete reading of EC2 in every account and region.");
            }
            else if (owners.TrueForAll(IsElsewhere))
            {
                var account = records.Account(owners[0].AccountId)!;
                Wrong.Add((RedactedText.Of(name), shown, $"{owners[0].Name} in {account.Name}, {Phrases.Account(account.Role)}"));
            }
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
