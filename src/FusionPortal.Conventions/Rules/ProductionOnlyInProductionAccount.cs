using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>Environments that belong into production accounts are nowhere else.</summary>
public sealed class ProductionOnlyInProductionAccount : ResourceRule
{
    public override string Word => "production-only-in-production-account";

    public override string Label => "What belongs in production is there";

    public override RuleCategory Category => RuleCategory.Environment;

    public override PlacementVerdict? Place => PlacementVerdict.WrongPlace;

    public override RuleExample Passes { get; } = new(
        "A QA client’s bucket in an account that is not production.", ExampleEstate.Elsewhere(ExampleEstate.Bucket("fusion-rms-kiteqa")));

    public override RuleExample Breaks { get; } = new(
        "A production client’s bucket in an account that is not production.",
        ExampleEstate.Elsewhere(ExampleEstate.Bucket("fusion-rms-acme")));

    internal override CompiledRule Compile(RuleContext context) =>
        new PlacementRule(context.Convention, context.Book, AccountRole.NonProduction);
}
