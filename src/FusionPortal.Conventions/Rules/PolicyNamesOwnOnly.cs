using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The policy of a client's bucket lets in nobody of another account, and no other client's IAM user, as its name or else its tag says.
/// What is for everybody is another rule's; roles and people of the bucket's own account are the company's own.
/// </summary>
public sealed class PolicyNamesOwnOnly : ResourceRule
{
    public override string Word => "policy-names-own-only";

    public override string Label => "Bucket lets in no other client and account";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => S3Bucket.Kind;

    public override IReadOnlyList<RuleParameter> Takes => UserNameParameter.Takes;

    public override RuleExample Passes { get; } = new(
        "The policy lets in the client’s own user.",
        ExampleEstate.WithPolicy(
            "fusion-rms-acme", ExampleEstate.Allow(ExampleEstate.Signed("rms_acme"), "s3:GetObject", "fusion-rms-acme/*")));

    public override RuleExample Breaks { get; } = new(
        "Another client’s user may read the client’s files.",
        ExampleEstate.WithPolicy(
            "fusion-rms-acme", ExampleEstate.Allow(ExampleEstate.Signed("rms_kiteqa"), "s3:GetObject", "fusion-rms-acme/*")));

    internal override RuleParameters Read(RuleReading reading) => UserNameParameter.Read(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention, context.Book.Settings);

    private sealed class Judgement(Convention convention, BookSettings settings) : BucketPolicyJudgement(convention)
    {
        private readonly OrganizationNameReader _user = new(UserNameParameter.Of(convention));

        protected override bool IsOfTaggedToo => true;

        protected override Outcome JudgePolicy(in ResourceView view, PolicyDocument policy)
        {
            var foreign = Decided.No;
            foreach (var (_, principal) in Allowed(policy))
                if (IsForeign(in view, principal) is var answer && answer > foreign) foreign = answer;
            if (foreign == Decided.Yes) return Outcome.Violation;
            return foreign == Decided.Perhaps || policy.Problem is not null || HidesSome(in view, policy)
                ? Outcome.NotEvaluated : Outcome.Pass;
        }

        public override Violation Describe(in ResourceView view)
        {
            var (found, evidence) = (new List<string>(), new List<EvidenceFact>());
            foreach (var (statement, principal) in Allowed(view.BucketPolicy.Document!))
            {
                if (IsForeign(in view, principal) != Decided.Yes) continue;
                var whose = Whose(in view, principal);
                if (found.Contains(whose)) continue;
                found.Add(whose);
                evidence.Add(new("Principal", RedactedText.Of(principal.Text)));
                evidence.Add(Told(statement));
            }

            var shown = found.Count > 4 ? [.. found.Take(3), $"{found.Count - 3} more"] : found;
            return Violated(
                view, $"{Phrases.Subject(view)} lets in {Phrases.List(shown)}", "the client’s own user only", Phrases.List(shown),
                WithPlace(in view, Evidence.Of([.. evidence.Take(20)])));
        }

        // Somebody of the other kind of account: then either the bucket or they are in the wrong place. Where the client's record says that
        // it is the bucket, that is told already.
        private Evidence WithPlace(in ResourceView view, Evidence evidence)
        {
            if (!PolicyWitness.LetsInTheOtherKind(in view)) return evidence;
            if (view.Organization is { } owner
                && settings.BelongsInProduction(owner.Environment) != (view.Role == AccountRole.Production)) return evidence;
            return evidence with
            {
                Witnesses = Witnesses.Of(view),
                Facts = [.. evidence.Facts, Witnesses.Account(view)],
                Verdict = PlacementVerdict.Undecided,
                Decides = "Whose software uses the bucket decides: what is let in belongs into the bucket’s kind of account, or the "
                    + "bucket into theirs.",
            };
        }

        protected override string Open(in ResourceView view)
        {
            foreach (var (_, principal) in Allowed(view.BucketPolicy.Document!))
                if (IsForeign(in view, principal) == Decided.Perhaps)
                    return $"The policy names {RedactedText.Of(principal.Text)}: {Why(principal)}";
            return "The policy lets everybody in who meets its conditions; who that is, it does not say by names.";
        }

        public override string Answer(in ResourceView view) =>
            view.BucketPolicy.Answer ?? "A policy that names users, roles and accounts by their ARNs, and the client’s name or tag.";

        private static IEnumerable<(PolicyStatement Statement, PolicyPrincipal Principal)> Allowed(PolicyDocument policy) =>
            policy.Statements.Where(s => s.Allows && !s.ExceptPrincipals).SelectMany(s => s.Principals, (s, p) => (s, p));

        // Everybody, narrowed by conditions: they may name anybody. Without conditions it is everybody, which another rule judges.
        private static bool HidesSome(in ResourceView view, PolicyDocument policy)
        {
            var access = new BucketAccess(view.Resource.Arn, policy);
            return policy.Statements.Any(
                s => s.IsConditional && access.OpensMoreThan(s, BucketFacts.PublicFolder) != Decided.No);
        }

        private Decided IsForeign(in ResourceView view, PolicyPrincipal principal) => principal.Kind switch
        {
            PrincipalKind.Everybody or PrincipalKind.Service => Decided.No,
            PrincipalKind.Deleted or PrincipalKind.Untold or PrincipalKind.Unreadable => Decided.Perhaps,
            _ when principal.AccountId != view.Resource.AccountId => Decided.Yes,
            PrincipalKind.User when Organization(in view, principal) is { } org => view.OrgId is not { } own ? Decided.Perhaps
                : org.Equals(own, StringComparison.OrdinalIgnoreCase) ? Decided.No : Decided.Yes,
            PrincipalKind.User when view.Users?.IsUnread(principal.AccountId!, principal.Name!) == true => Decided.Perhaps,
            _ => Decided.No,
        };

        // By its name, else by its tag where the scan has seen it.
        private string? Organization(in ResourceView view, PolicyPrincipal principal) =>
            principal.Name is not { } name ? null
            : _user.TryRead(name, out var slot) ? name[slot] : view.Users?.ClientOf(principal.AccountId!, name)?.OrgId;

        private string Whose(in ResourceView view, PolicyPrincipal principal)
        {
            if (principal.AccountId != view.Resource.AccountId)
                return view.Records.Account(principal.AccountId!) is { } account
                    ? $"account {RedactedText.Of(account.Name.Length > 0 ? account.Name : account.AccountId)}"
                    : $"account {principal.AccountId}, which the portal does not know";
            var org = Organization(in view, principal)!;
            return view.Records.Organization(org) is { } client
                ? $"{Phrases.Possessive(Phrases.Client(client))} user" : $"the user of {RedactedText.Of(org)}";
        }

        private static string Why(PolicyPrincipal principal) => principal.Kind switch
        {
            PrincipalKind.Deleted => "a user or role that was deleted, and whose it was is not told.",
            PrincipalKind.Unreadable => "it is no principal that can be read.",
            PrincipalKind.User => "whose user that is, or whose the bucket, cannot be told.",
            _ => "whose that is, its text does not tell.",
        };
    }
}
