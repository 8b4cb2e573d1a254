using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The policy of a client's bucket lets everybody read the public folder. What it opens beyond that, and whether a switch keeps it from
/// working, are other rules'.
/// </summary>
public sealed class PublicMayReadFolder : ResourceRule
{
    private const string Get = "s3:GetObject";

    public override string Word => "public-may-read-folder";

    public override string Label => "Everybody may read the public folder";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => S3Bucket.Kind;

    public override RuleExample Passes { get; } = new(
        "Everybody may read the files in pub/.",
        ExampleEstate.WithPolicy("fusion-rms-acme", ExampleEstate.Allow("\"*\"", Get, "fusion-rms-acme/pub/*")));

    public override RuleExample Breaks { get; } = new(
        "The client’s user may read, and nobody else.",
        ExampleEstate.WithPolicy("fusion-rms-acme", ExampleEstate.Allow(ExampleEstate.Signed("rms_acme"), Get, "fusion-rms-acme/*")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : BucketPolicyJudgement(convention)
    {
        protected override Outcome JudgePolicy(in ResourceView view, PolicyDocument policy) =>
            new BucketAccess(view.Resource.Arn, policy).LetsOnFiles(who: null, Get, BucketFacts.PublicFolder) switch
            {
                Decided.Yes => Outcome.Pass,
                Decided.Perhaps => Outcome.NotEvaluated,
                _ => Outcome.Violation,
            };

        public override Violation Describe(in ResourceView view)
        {
            var statements = view.BucketPolicy.Document!.Statements;
            return Violated(
                view, $"{Phrases.Subject(view)} does not let everybody read {BucketFacts.PublicFolder}",
                $"everybody: {Get} on {view.ShownName}/{BucketFacts.PublicFolder}*", "not everybody",
                Evidence.Of(statements.Count == 0 ? [new EvidenceFact("Policy", "none")] : [.. Told(statements.Take(EvidenceRules.Most))]));
        }

        protected override string Open(in ResourceView view) =>
            $"The policy says it with conditions, variables or denials, so whether everybody may read {BucketFacts.PublicFolder} is not "
                + "certain.";
    }
}
