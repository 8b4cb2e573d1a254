using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Rules;

/// <summary>A client's bucket has its public folder. In S3 a folder is there when anything is whose key begins with it.</summary>
public sealed class PublicFolderExists : ResourceRule
{
    public override string Word => "public-folder-exists";

    public override string Label => "Bucket has its public folder";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => S3Bucket.Kind;

    public override RuleExample Passes { get; } = new(
        "There is something in pub/, if only the folder itself.",
        ExampleEstate.With(ExampleEstate.Bucket("fusion-rms-acme"), """{"pubFolder":true}"""));

    public override RuleExample Breaks { get; } = new(
        "Nothing in the bucket begins with pub/.",
        ExampleEstate.With(ExampleEstate.Bucket("fusion-rms-acme"), """{"pubFolder":false}"""));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : ClientBucketJudgement(convention)
    {
        protected override Outcome JudgeClients(in ResourceView view) => BucketFacts.Flag(view.Resource.Facts, BucketFacts.Folder) switch
        {
            true => Outcome.Pass,
            false => Outcome.Violation,
            null => Outcome.NotEvaluated,
        };

        public override Violation Describe(in ResourceView view) => Violated(
            view, $"{Phrases.Subject(view)} has no folder {BucketFacts.PublicFolder}", BucketFacts.PublicFolder, "absent",
            Evidence.Of(new EvidenceFact($"Files beginning with {BucketFacts.PublicFolder}", "none")));

        public override string Reason(in ResourceView view) =>
            BucketFacts.Unread(view.Resource.Facts, BucketFacts.Folder, $"folder {BucketFacts.PublicFolder}");

        public override string Answer(in ResourceView view) => BucketFacts.Needed("s3:ListBucket");
    }
}
