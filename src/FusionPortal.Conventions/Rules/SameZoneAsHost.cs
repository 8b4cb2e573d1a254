using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A database is in the availability zone of the host whose tenants use it. Which host that is, installs record: equal numbers in two names
/// prove nothing, so a database that no install ties to a host is not judged.
/// </summary>
public sealed class SameZoneAsHost : EstateRule
{
    public override string Word => "same-zone-as-host";

    public override string Label => "Database is in its host’s zone";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => RdsInstance.Kind;

    public override RuleExample Passes { get; } = new(
        "The client’s database is where its host is.", Host("us-east-1a"), ExampleEstate.Database("db-pos-01", Zone("us-east-1a")))
    {
        Captured = Install,
    };

    public override RuleExample Breaks { get; } = new(
        "The client’s database is in another zone than its host.",
        Host("us-east-1a"), ExampleEstate.Database("db-pos-01", Zone("us-east-1b")))
    {
        Captured = Install,
    };

    private static IReadOnlyList<CapturedResource> Install =>
        [ExampleEstate.Captured(Ec2Instance.Kind, "acme", "POS01"), ExampleEstate.Captured(RdsInstance.Kind, "acme", "db-POS-01")];

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new HostZones(plan.Records);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var zones = seen.Collected<HostZones>();
        foreach (var database in zones.Databases) Judge(convention, seen, zones, database, ref sink);
    }

    private static void Judge<TSink>(
        Convention convention, SeenEstate seen, HostZones zones, ZonedResource database, ref TSink sink)
        where TSink : IVerdictSink
    {
        var resource = database.Resource;
        if (!convention.IsFor(resource.Kind)) return;
        var reading = new Reading();
        foreach (var (host, clients) in zones.HostsOf(database)) Read(reading, seen, zones, database, host, clients);
        if (reading.Elsewhere.Count > 0) sink.Violation(Describe(convention, database, reading));
        else if (reading.Open is var (reason, answer)) sink.NotEvaluated(resource.NotEvaluated(convention, reason, answer));
        else sink.Pass(convention, resource.Subject);
    }

    private static void Read(
        Reading reading, SeenEstate seen, HostZones zones, ZonedResource database, string host, IReadOnlyList<string> clients)
    {
        var (accountId, region) = (database.Resource.AccountId, database.Resource.Region);
        var candidates = zones.Named(host, database.Resource);
        var isBeside = candidates is [{ } first, ..] && (first.Resource.AccountId, first.Resource.Region) == (accountId, region);
        var isInAccount = candidates is [{ } any, ..] && any.Resource.AccountId == accountId;
        if (!isBeside && !seen.Reach.IsWhole(Ec2Instance.Kind, accountId, region))
        {
            reading.Leave(
                $"The EC2 instances of its account and region were not read whole, so where its host {host} is cannot be told.",
                "A complete reading of EC2 in the database’s account and region.");
        }
        else if (candidates.Count == 0)
        {
            reading.Leave(
                $"No EC2 instance is named {host}, the host that {Phrases.List(clients)} is recorded on.",
                "The host’s name in its Name tag, or the name of the host that is meant in the install.");
        }
        else if (!isInAccount && candidates.Any(c => c.Resource.Region == region))
        {
            reading.Leave(
                $"Its host {host} is in another account, and what is called one zone there may be another here.",
                "A host in the database’s account, or the name of the host that is meant in the install.");
        }
        else if (database.Zone is null || candidates.Any(c => c.Zone is null))
        {
            var unread = database.Zone is null ? database.Resource : candidates.First(c => c.Zone is null).Resource;
            reading.Leave(
                $"No source of the scan has read which zone {unread.Named} is in.", $"A complete reading by the service that lists it.");
        }
        else if (isInAccount && candidates.Any(c => c.Zone == database.Zone))
        {
            reading.Agrees(candidates.First(c => c.Zone == database.Zone), clients);
        }
        else if (database.Moves && isBeside)
        {
            reading.Leave(RdsInstance.MovedReason, RdsInstance.MovedAnswer);
        }
        else
        {
            reading.Differs(candidates[0], clients);
        }
    }

    private static Violation Describe(Convention convention, ZonedResource database, Reading reading)
    {
        var hosts = Phrases.List([.. reading.Elsewhere.Select(h => $"{h.Resource.Name} in {h.ShownZone}")]);
        var zones = Phrases.List([.. reading.Elsewhere.Select(h => h.ShownZone).Distinct().Order(StringComparer.Ordinal)]);
        var one = reading.Elsewhere.Count == 1;
        return database.Resource.Violated(
            convention, $"{database.Resource.Named} is in {database.ShownZone}, its {(one ? "host" : "hosts")} {hosts}", zones,
            database.ShownZone,
            Evidence.Of([new("Database", $"{database.Resource.Arn} in {database.ShownZone}"), .. reading.Facts]));
    }

    private static Observation Host(string zone) => ExampleEstate.With(ExampleEstate.Ec2("instance/i-0a1b", ("Name", "POS01")), Zone(zone));

    private static string Zone(string zone) => $$"""{"availabilityZone":"{{zone}}"}""";

    /// <summary>What its hosts say of one database.</summary>
    private sealed class Reading
    {
        /// <summary>Why it could not be told; null where everything could.</summary>
        public (string Reason, string Answer)? Open { get; private set; }

        public List<ZonedResource> Elsewhere { get; } = [];

        public List<EvidenceFact> Facts { get; } = [];

        public void Leave(string reason, string answer) => Open ??= (reason, answer);

        public void Agrees(ZonedResource host, IReadOnlyList<string> clients) => Facts.Add(Fact(host, clients));

        public void Differs(ZonedResource host, IReadOnlyList<string> clients)
        {
            Elsewhere.Add(host);
            Facts.Add(Fact(host, clients));
        }

        private static EvidenceFact Fact(ZonedResource host, IReadOnlyList<string> clients) =>
            new("Host", $"{host.Resource.Name}, {host.Resource.Arn} in {host.ShownZone}, by the install of {Phrases.List(clients)}");
    }
}
