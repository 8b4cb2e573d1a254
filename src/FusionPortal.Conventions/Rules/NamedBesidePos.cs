using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// Outside production accounts other applications may live, so a free name alone tells nothing. In a VPC where POS runs, what stands beside
/// it is ours and is named like it. In production accounts, and of names that nearly follow the pattern, other conventions tell.
/// </summary>
public sealed class NamedBesidePos : EstateRule
{
    public override string Word => "named-beside-pos";

    public override string Label => "What stands beside POS is named like it";

    public override RuleCategory Category => RuleCategory.Name;

    public override int FirstFormat => 3;

    public override string ExampleKind => RdsInstance.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
        [new("name", "one of the book’s names, of the same kind of resource", "rds-instance", "no-such-name")];

    public override RuleExample Passes { get; } = new(
        "A database in the QA account, named as the pattern asks.", Database("db-pos-51"));

    public override RuleExample Breaks { get; } = new(
        "A database of another name in the VPC where POS’s host is.", Host(), Database("qadata"));

    internal override RuleParameters Read(RuleReading reading)
    {
        var id = reading.With.Text("name");
        if (id.Length > 0 && !(reading.Names.TryGetValue(id, out var name) && reading.Kinds.All(k => k == name.Kind)))
            reading.With.Report(
                reading.With.PlaceOf("name"), $"\"{id}\" is not a name of this book for {string.Join(", ", reading.Kinds)}.");
        return new Parameters(reading.Names.GetValueOrDefault(id));
    }

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new VpcMap(plan);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var map = seen.Collected<VpcMap>();
        var pattern = ((Parameters)convention.Parameters).Name!.Pattern.Display;
        foreach (var hosted in map.AllHosted.Where(h => h is { IsNamed: true, Role: not AccountRole.Production }))
            if (convention.IsFor(hosted.Resource.Kind)) sink.Pass(convention, hosted.Resource.Subject);
        foreach (var other in map.Others.Where(o => convention.IsFor(o.Resource.Kind)))
        {
            var resource = other.Resource;
            var vpc = map.Find(new(resource.AccountId, resource.Region, other.VpcId!))!;
            if (vpc.Hosts.Count > 0)
                sink.Violation(resource.Violated(
                    convention, $"{resource.Named} stands beside {vpc.Hosts.Values[0]} in one VPC and is not named {pattern}", pattern,
                    resource.Name,
                    Evidence.Of([
                        new("VPC", RedactedText.Of(vpc.Place.VpcId)), new("Pattern", pattern), new("Beside it", vpc.Hosts.Keys[0])])));
            else if (!IsWhole(seen, Ec2Instance.Kind, resource) || !IsWhole(seen, RdsInstance.Kind, resource))
                sink.NotEvaluated(resource.NotEvaluated(
                    convention, "The hosts and databases of its account and region were not read whole, so whether POS runs beside it "
                        + "cannot be told.", "A complete reading of EC2 and RDS in its account and region."));
        }
    }

    private static bool IsWhole(SeenEstate seen, string kind, SeenResource resource) =>
        seen.Reach.IsWhole(kind, resource.AccountId, resource.Region);

    private static Observation Database(string name) => Elsewhere(ExampleEstate.Database(name, """{"vpcId":"vpc-0a1b"}"""));

    private static Observation Host() => Elsewhere(ExampleEstate.Host("POS51", """{"vpcId":"vpc-0a1b"}"""));

    // With the account in its ARN.
    private static Observation Elsewhere(Observation resource) => ExampleEstate.Elsewhere(resource) with
    {
        Arn = resource.Arn.Replace(ExampleEstate.Production, ExampleEstate.NonProduction, StringComparison.Ordinal),
    };

    /// <param name="Name">Null only while a faulty book is read.</param>
    public sealed record Parameters(BookName? Name) : RuleParameters
    {
        public override BookName? Pattern => Name;
    }
}
