using System.Globalization;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The number in a name stands in one name only, of all resources of the kind in one AWS partition, whatever the account, the region and
/// the product's token: <c>db-POS-04</c> and <c>db-RMS-04</c> are both number 4. Who has a number twice is told of each of them.
/// </summary>
public sealed class NumberUnique : EstateRule
{
    public override string Word => "number-unique";

    public override string Label => "Number in the name is used once";

    public override RuleCategory Category => RuleCategory.Name;

    public override int FirstFormat => 3;

    public override string ExampleKind => MqBroker.Kind;

    public override RuleExample Passes { get; } = new(
        "Each broker has a number of its own.", ExampleEstate.Broker("mq-POS-01", "{}"), ExampleEstate.Broker("mq-POS-02", "{}"));

    public override RuleExample Breaks { get; } = new(
        "An older broker has the number already.",
        ExampleEstate.Broker("mq-POS-01", "{}"), ExampleEstate.Elsewhere(ExampleEstate.Broker("mq-POS-02", "{}")),
        ExampleEstate.Broker("mq-POS-03", "{}"), ExampleEstate.Broker("mq-RMS-03", "{}"));

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new UsedNumbers(plan);

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var numbers = seen.Collected<UsedNumbers>();
        foreach (var kind in numbers.Kinds.Where(convention.IsFor))
        {
            var whole = seen.Reach.WhollyListedKinds.Contains(kind);
            foreach (var (number, users) in numbers.Of(kind))
                Judge(convention, number, users, whole, ref sink);
        }
    }

    private static void Judge<TSink>(Convention convention, int number, IList<SeenResource> users, bool whole, ref TSink sink)
        where TSink : IVerdictSink
    {
        if (users.Count > 1)
        {
            foreach (var user in users)
                sink.Violation(Describe(convention, number, user, [.. users.Where(u => !ReferenceEquals(u, user))]));
        }
        else if (whole)
        {
            sink.Pass(convention, users[0].Subject);
        }
        else
        {
            sink.NotEvaluated(users[0].NotEvaluated(
                convention, $"Not every {ResourceKinds.Label(users[0].Kind)} was seen, so whether another has the number cannot be told.",
                "A complete reading of every account and region by the service that lists them."));
        }
    }

    private static Violation Describe(Convention convention, int number, SeenResource user, IReadOnlyList<SeenResource> others)
    {
        var shown = number.ToString("00", CultureInfo.InvariantCulture);
        var first = others[0];
        var more = others.Count > 1 ? $" and {others.Count - 1} more" : "";
        return user.Violated(
            convention, $"{user.Named} has the number {shown}, which {first.Name} in {Where(first)}{more} has too", "a number of its own",
            user.Name, Evidence.Of([.. others.Take(10).Select(o => new EvidenceFact("Has it too", o.Arn))]));
    }

    private static string Where(SeenResource resource) => $"account {resource.AccountId}, {resource.Region}";
}
