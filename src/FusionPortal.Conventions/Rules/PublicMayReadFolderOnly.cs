using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The policy of a client's bucket lets everybody read the public folder and nothing more: no other file, and nothing but reading. A bucket
/// that lets everybody do less keeps it, and so does one whose switch keeps its policy from letting in the public.
/// </summary>
public sealed class PublicMayReadFolderOnly : ResourceRule
{
    public override string Word => "public-may-read-folder-only";

    public override string Label => "Everybody may read the public folder and nothing more";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => S3Bucket.Kind;

    public override RuleExample Passes { get; } = new(
        "Everybody may read the files in pub/.",
        ExampleEstate.WithPolicy("fusion-rms-acme", ExampleEstate.Allow("\"*\"", "s3:GetObject", "fusion-rms-acme/pub/*")));

    public override RuleExample Breaks { get; } = new(
        "Everybody may read every file of the client.",
        ExampleEstate.WithPolicy("fusion-rms-acme", ExampleEstate.Allow("\"*\"", "s3:GetObject", "fusion-rms-acme/*")));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : BucketPolicyJudgement(convention)
    {
        protected override bool IsOfTaggedToo => true;

        protected override Outcome JudgePolicy(in ResourceView view, PolicyDocument policy)
        {
            // Whatever its policy says, AWS then lets in nobody from outside of the account. That pub/ is closed too is another rule's.
            if (policy.Problem is null && BucketFacts.RestrictsPublic(view.Resource.Facts)) return Outcome.Pass;
            var access = new BucketAccess(view.Resource.Arn, policy);
            var wider = Decided.No;
            foreach (var statement in policy.Statements)
                if (access.OpensMoreThan(statement, BucketFacts.PublicFolder) is var answer && answer > wider) wider = answer;
            return wider switch
            {
                Decided.Yes => Outcome.Violation,
                Decided.Perhaps => Outcome.NotEvaluated,
                _ => policy.Problem is null ? Outcome.Pass : Outcome.NotEvaluated,
            };
        }

        public override Violation Describe(in ResourceView view)
        {
            var wider = Wider(in view, Decided.Yes);
            var what = wider.Exists(s => !s.AllowsOnly("s3:GetObject"))
                ? "more than reading pub/" : "files outside pub/";
            return Violated(
                view, $"{Phrases.Subject(view)} opens {what} to everybody",
                $"everybody: s3:GetObject on {view.ShownName}/{BucketFacts.PublicFolder}* only", what, Evidence.Of([.. Told(wider)]));
        }

        protected override string Open(in ResourceView view) =>
            $"The policy lets everybody more than read {BucketFacts.PublicFolder}, and conditions or denials may take it back: "
                + $"{Phrases.List([.. Told(Wider(in view, Decided.Perhaps)).Select(f => $"{f.Name} {f.Value}").Take(3)])}.";

        private static List<PolicyStatement> Wider(in ResourceView view, Decided least)
        {
            var policy = view.BucketPolicy.Document!;
            var access = new BucketAccess(view.Resource.Arn, policy);
            return [.. policy.Statements.Where(s => access.OpensMoreThan(s, BucketFacts.PublicFolder) >= least)];
        }
    }
}
