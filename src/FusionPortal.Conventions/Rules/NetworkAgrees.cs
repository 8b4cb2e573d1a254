using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// In a production account nothing lies in a network of another environment while nothing stronger tells what it is for. The network's own
/// tag weighs as much as an environment tag on the resource; a word of the network's name is a hint. Where a client's record decides, or
/// where the resource's own tags say another environment, that is told by other conventions.
/// </summary>
public sealed class NetworkAgrees : ResourceRule
{
    public override string Word => "network-agrees";

    public override string Label => "In production, the network is of production too";

    public override RuleCategory Category => RuleCategory.Environment;

    public override int FirstFormat => 3;

    public override string ExampleKind => Ec2Instance.Kind;

    public override RuleExample Passes { get; } = new(
        "The host lies in a VPC of production.",
        ExampleEstate.Ec2("vpc/vpc-0a1b", ("Environment", "production")), ExampleEstate.Host("POS01", """{"vpcId":"vpc-0a1b"}"""));

    public override RuleExample Breaks { get; } = new(
        "The host lies in a VPC that calls itself QA.",
        ExampleEstate.Ec2("vpc/vpc-0a1b", ("Environment", "qa")), ExampleEstate.Host("POS01", """{"vpcId":"vpc-0a1b"}"""));

    internal override RuleParameters Read(RuleReading reading)
    {
        if (reading.Vocabulary.IsEmpty)
            reading.Report(
                $"{reading.Id} judges environments that networks name, so the book has to say the words: add \"environment-words\".");
        return RuleParameters.None;
    }

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Book, context.Words);

    private sealed class Judgement(Convention convention, ConventionBook book, EnvironmentWordFinder words) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) =>
            view.Role != AccountRole.NonProduction && view.ByRecord is null && view.ByName is null
            && (view.Networks.IsUnread(view.Resource)
                || view.Networks.Of(view.Resource) is { Says: not null, BelongsInProduction: false });

        public override Outcome Judge(in ResourceView view)
        {
            // Other accounts may host what they like, production of other applications included.
            if (view.Role == AccountRole.NonProduction || view.IsUndecided || view.Organization is not null) return Outcome.DoesNotApply;
            // What nobody has read may say another environment: neither a pass nor silence.
            if (view.Networks.IsUnread(view.Resource)) return IsTold(in view) ? Outcome.DoesNotApply : Outcome.NotEvaluated;
            if (view.Networks.Of(view.Resource) is not { Says: not null } network) return Outcome.DoesNotApply;
            if (network.BelongsInProduction) return view.Role == AccountRole.Production ? Outcome.Pass : Outcome.DoesNotApply;
            if (IsTold(in view)) return Outcome.DoesNotApply;
            if (network.Weight == WitnessWeight.Weak && words.InName(view.Resource.Name).Foreign.IsFound) return Outcome.DoesNotApply;
            return view.Role == AccountRole.Undeclared ? Outcome.NotEvaluated : Outcome.Violation;
        }

        public override Violation Describe(in ResourceView view)
        {
            var network = view.Networks.Of(view.Resource)!;
            var environment = Phrases.Word(network.Says!.Value);
            var byTag = network.Weight == WitnessWeight.Medium;
            return Violated(
                view, $"{Phrases.Named(view)} in {view.AccountName} lies in a network of {environment}",
                $"a network of what {view.AccountName} may host", network.Told,
                new(Witnesses.Of(view), [Witnesses.Account(view)])
                {
                    Verdict = byTag ? PlacementVerdict.Undecided : PlacementVerdict.Unknown,
                    Decides = byTag
                        ? "Whose it is decides: an organization tag with a known client, or the network’s environment tag put right."
                        : "A tag with the organization, or one with the environment on it or on its network, decides; a name does not.",
                });
        }

        public override string Reason(in ResourceView view) => view.Networks.IsUnread(view.Resource)
            ? "The VPC or the subnet it lies in was not read whole, so what its network says is not known."
            : UndeclaredAccount.Reason(view);

        public override string Answer(in ResourceView view) => view.Networks.IsUnread(view.Resource)
            ? "A complete reading of EC2 in its account and region, and of the account that shares the VPC." : base.Answer(in view);

        // What installs record of its tenants weighs more, whatever it says; and the resource's own word is told where there is one: each
        // fault once.
        private bool IsTold(in ResourceView view) => Tenants.Sides(in view, book.Settings).Any
            || EnvironmentTags.Read(view.Resource.Tags, words).ForeignKey is not null;
    }
}
