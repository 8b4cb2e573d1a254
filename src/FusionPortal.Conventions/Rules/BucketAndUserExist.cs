using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A client that has a bucket has an IAM user, and one that has a user has a bucket: each is useless without the other. In which account
/// they are is other rules' business. One that a tag alone ties to the client may be anything billed to it: it is not judged, and leaves
/// open whether the other is there. Of clients nobody has recorded nothing is said, that is told once for the client.
/// </summary>
public sealed class BucketAndUserExist : EstateRule
{
    public override string Word => "bucket-and-user-exist";

    public override string Label => "Client’s bucket and user are both there";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => S3Bucket.Kind;

    public override RuleExample Passes { get; } = new(
        "The client has a bucket and a user.", ExampleEstate.Bucket("fusion-rms-acme"), ExampleEstate.User("rms_acme"));

    public override RuleExample Breaks { get; } = new(
        "The client’s bucket is there, and nobody who could use it.", ExampleEstate.Bucket("fusion-rms-acme"));

    internal override ResourceCollector NewCollector(EvaluationPlan plan) => new ClientPairs();

    internal override void Complete<TSink>(Convention convention, SeenEstate seen, ref TSink sink)
    {
        var pairs = seen.Collected<ClientPairs>();
        foreach (var (kind, other) in ((string, string)[])[(S3Bucket.Kind, IamUser.Kind), (IamUser.Kind, S3Bucket.Kind)])
        {
            if (!convention.Kinds.Contains(kind)) continue;
            foreach (var resource in pairs.Of(kind))
            {
                var client = resource.Organization!;
                if (pairs.Has(other, client.OrgId)) sink.Pass(convention, resource.Subject);
                else if (Open(seen, pairs, other, client) is var (reason, answer) && reason is not null)
                    sink.NotEvaluated(resource.NotEvaluated(convention, reason, answer));
                else sink.Violation(Describe(convention, resource, client, other));
            }
        }
    }

    private static (string? Reason, string Answer) Open(SeenEstate seen, ClientPairs pairs, string kind, OrganizationRecord client)
    {
        var many = ResourceKinds.Of(kind).Plural;
        return !seen.Reach.WhollyListedKinds.Contains(kind)
            ? ($"Not every account’s {many} were listed, so that the client has none cannot be told.",
                $"A complete reading of the {many} of every account.")
            : pairs.Tagged(kind, client.OrgId) is { } tagged
            ? ($"{RedactedText.Of(tagged)} is tagged as the client’s and called otherwise: whether it is the one of its install is not "
                    + "told.",
                kind == S3Bucket.Kind ? "Its name on the client’s record, if it is."
                    : "A user of the client with the name that the book asks for.")
            : pairs.Pending.Contains(kind)
            ? ($"The tags of some {many} are not known: one of them may be the client’s.",
                "A complete reading of the tags of every account.")
            : (null, "");
    }

    private static Violation Describe(Convention convention, SeenResource resource, OrganizationRecord client, string other)
    {
        var missing = ResourceKinds.Of(other).ShortLabel;
        return resource.Violated(
            convention, $"{Phrases.Possessive(Phrases.Client(client))} {Phrases.Short(resource.Kind)} {resource.Name} has no {missing}",
            Phrases.A(ResourceKinds.Label(other)), "none in any account",
            Evidence.Of(new("Client", client.OrgId), new(Phrases.Capital(ResourceKinds.Label(resource.Kind)), resource.Arn)));
    }
}
