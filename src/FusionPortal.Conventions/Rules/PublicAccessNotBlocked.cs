using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The switches of a client's bucket do not stop its policy from letting everybody read the public folder. Off is as it should be. Those
/// two that are about access control lists stop no policy, so they are not judged.
/// </summary>
public sealed class PublicAccessNotBlocked : ResourceRule
{
    private static readonly (string Fact, string Title)[] Switches =
    [
        ("blockPublicPolicy", "Block public bucket policies"), ("restrictPublicBuckets", "Restrict public buckets"),
    ];

    public override string Word => "public-access-not-blocked";

    public override string Label => "Public folder is not blocked";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => S3Bucket.Kind;

    public override RuleExample Passes { get; } = new(
        "Nothing stops the policy: off, by design.",
        ExampleEstate.With(
            ExampleEstate.Bucket("fusion-rms-acme"),
            """{"publicAccessBlock":{"blockPublicPolicy":false,"restrictPublicBuckets":false}}"""));

    public override RuleExample Breaks { get; } = new(
        "The public folder is public for nobody.",
        ExampleEstate.With(
            ExampleEstate.Bucket("fusion-rms-acme"),
            """{"publicAccessBlock":{"blockPublicPolicy":true,"restrictPublicBuckets":true}}"""));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : ClientBucketJudgement(convention)
    {
        protected override Outcome JudgeClients(in ResourceView view)
        {
            var block = BucketFacts.Member(view.Resource.Facts, BucketFacts.Block);
            var outcome = Outcome.Pass;
            foreach (var (fact, _) in Switches)
            {
                if (BucketFacts.Flag(block, fact) is not { } on) outcome = Outcome.NotEvaluated;
                else if (on) return Outcome.Violation;
            }

            return outcome;
        }

        public override Violation Describe(in ResourceView view)
        {
            var block = BucketFacts.Member(view.Resource.Facts, BucketFacts.Block);
            return Violated(
                view, $"{Phrases.Subject(view)} blocks public access, its public folder too", "off", "on",
                Evidence.Of([.. Switches.Select(s => new EvidenceFact(
                    s.Title, BucketFacts.Flag(block, s.Fact) switch { true => "on", false => "off", null => "not known" }))]));
        }

        public override string Reason(in ResourceView view) =>
            BucketFacts.Unread(view.Resource.Facts, BucketFacts.Block, "block of public access");

        public override string Answer(in ResourceView view) => BucketFacts.Needed("s3:GetBucketPublicAccessBlock");
    }
}
