using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The policy of a client's bucket lets the client's own IAM user, of the bucket's account, read, write and delete its files and list it:
/// the user that is called as the book says, or another that is tagged as the client's. The user has no rights of its own, so what the
/// policy does not say it may not do.
/// </summary>
public sealed class ClientUserIsLetIn : ResourceRule
{
    private static readonly (string Action, bool OfFiles)[] Needed =
    [
        ("s3:GetObject", true), ("s3:PutObject", true), ("s3:DeleteObject", true), ("s3:ListBucket", false),
    ];

    public override string Word => "client-user-is-let-in";

    public override string Label => "Bucket lets in its client’s IAM user";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => S3Bucket.Kind;

    public override IReadOnlyList<RuleParameter> Takes => UserNameParameter.Takes;

    public override RuleExample Passes { get; } = new(
        "The policy names the client’s user for the files and for the bucket.",
        ExampleEstate.WithPolicy(
            "fusion-rms-acme",
            ExampleEstate.Allow(ExampleEstate.Signed("rms_acme"), "s3:*Object", "fusion-rms-acme/*"),
            ExampleEstate.Allow(ExampleEstate.Signed("rms_acme"), "s3:ListBucket", "fusion-rms-acme")));

    public override RuleExample Breaks { get; } = new(
        "The policy lets everybody read and the client’s user do nothing.",
        ExampleEstate.WithPolicy("fusion-rms-acme", ExampleEstate.Allow("\"*\"", "s3:GetObject", "fusion-rms-acme/pub/*")));

    internal override RuleParameters Read(RuleReading reading) => UserNameParameter.Read(reading);

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : BucketPolicyJudgement(convention)
    {
        private readonly BookName _user = UserNameParameter.Of(convention);
        private readonly OrganizationNameReader _named = new(UserNameParameter.Of(convention));

        protected override Outcome JudgePolicy(in ResourceView view, PolicyDocument policy)
        {
            if (User(in view) is not { } user) return Outcome.NotEvaluated;
            var access = new BucketAccess(view.Resource.Arn, policy);
            var most = Least(access, user);
            if (most != Decided.Yes)
                foreach (var (other, isOwn) in Others(in view, policy))
                    if (Least(access, other) is var answer && answer > most) most = isOwn ? answer : Decided.Perhaps;
            return most switch { Decided.Yes => Outcome.Pass, Decided.Perhaps => Outcome.NotEvaluated, _ => Outcome.Violation };
        }

        private static Decided Least(BucketAccess access, BucketUser user)
        {
            var least = Decided.Yes;
            foreach (var (action, ofFiles) in Needed)
                if (Lets(access, user, action, ofFiles) is var answer && answer < least) least = answer;
            return least;
        }

        // Users of the bucket's account that the policy names, and that are the client's by their tag, or may be: nobody has read it.
        private IEnumerable<(BucketUser User, bool IsOwn)> Others(in ResourceView view, PolicyDocument policy)
        {
            if (view.Users is not { } users || view.Organization is not { } client) return [];
            var account = view.Resource.AccountId;
            return
                from name in policy.Statements.SelectMany(s => s.Principals)
                    .Where(p => p.Kind == PrincipalKind.User && p.AccountId == account).Select(p => p.Name!).Distinct()
                where !_named.TryRead(name, out _)
                let isOwn = ReferenceEquals(users.ClientOf(account, name), client)
                where isOwn || users.IsUnread(account, name)
                select (new BucketUser(account, name), isOwn);
        }

        public override Violation Describe(in ResourceView view)
        {
            var user = User(in view)!;
            var policy = view.BucketPolicy.Document!;
            var access = new BucketAccess(view.Resource.Arn, policy);
            var missing = Needed.Where(n => Lets(access, user, n.Action, n.OfFiles) == Decided.No).Select(n => n.Action).ToList();
            var shown = RedactedText.Of(user.Name);
            var title = missing.Count == Needed.Length
                ? $"{Phrases.Subject(view)} does not let in {shown}"
                : $"{Phrases.Subject(view)} does not let {shown} do all: {Phrases.List(missing)}";
            var named = policy.Statements.Where(s => s.Principals.Any(p => p.Kind == PrincipalKind.User)).ToList();
            return Violated(
                view, title, $"{shown} of account {user.AccountId}: {Phrases.List([.. Needed.Select(n => n.Action)])}",
                missing.Count == Needed.Length ? "nothing" : $"not {Phrases.List(missing)}",
                Evidence.Of([
                    new("Account", user.AccountId), new("User", shown),
                    .. policy.Statements.Count == 0 ? [new EvidenceFact("Policy", "none")] : Told(named)]));
        }

        public override string Reason(in ResourceView view) => User(in view) is null && view.BucketPolicy.Document is not null
            ? "Whose the bucket is cannot be told, so neither whose user has to be let in." : base.Reason(in view);

        public override string Answer(in ResourceView view) => User(in view) is null && view.BucketPolicy.Document is not null
            ? "Tags, name and the client’s record that say the same." : base.Answer(in view);

        protected override string Open(in ResourceView view) =>
            Others(in view, view.BucketPolicy.Document!).FirstOrDefault(o => !o.IsOwn) is { User: { } unread }
                ? $"The policy lets in {RedactedText.Of(unread.Name)}, and nobody has read whose user that is."
                : $"The policy names {RedactedText.Of(User(in view)!.Name)} with conditions, variables or denials, so what it lets it do "
                    + "is not certain.";

        private BucketUser? User(in ResourceView view) =>
            view.OrgId is { } org && _user.Pattern.GenerateFor(org) is { } name ? new(view.Resource.AccountId, name) : null;

        private static Decided Lets(BucketAccess access, BucketUser user, string action, bool ofFiles) =>
            ofFiles ? access.LetsOnFiles(user, action) : access.LetsOnBucket(user, action);
    }
}
