using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>A production account hosts only the environments that the book’s settings name.</summary>
public sealed class ProductionAccountHosts : ResourceRule
{
    public override string Word => "production-account-hosts";

    public override string Label => "Production hosts what belongs there";

    public override RuleCategory Category => RuleCategory.Environment;

    public override PlacementVerdict? Place => PlacementVerdict.WrongPlace;

    public override RuleExample Passes { get; } = new(
        "A production client’s bucket in a production account.", ExampleEstate.Bucket("fusion-rms-acme"));

    public override RuleExample Breaks { get; } = new(
        "A QA client’s bucket in a production account.", ExampleEstate.Bucket("fusion-rms-kiteqa"));

    internal override CompiledRule Compile(RuleContext context) =>
        new PlacementRule(context.Convention, context.Book, AccountRole.Production);
}
