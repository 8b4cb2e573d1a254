using System.Globalization;
using System.Text.Json;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// A client's IAM user has access keys and nothing else: no console password, no policy of its own, no group. What it may do is said by the
/// resources' policies. A user that a tag alone ties to a client may be anybody's who works for it. How many keys it has is not judged:
/// none is usual right after an install, two while one is replaced.
/// </summary>
public sealed class ClientUserHasKeysOnly : ResourceRule
{
    public override string Word => "client-user-has-keys-only";

    public override string Label => "Client’s IAM user has access keys only";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => IamUser.Kind;

    public override RuleExample Passes { get; } = new(
        "A client’s user with an access key, and nothing beside it.",
        ExampleEstate.With(
            ExampleEstate.User("rms_acme"), """
            {"consolePassword":false,"accessKeys":1,"attachedPolicies":[],"inlinePolicies":[],"groups":[]}
            """));

    public override RuleExample Breaks { get; } = new(
        "Somebody could sign in to the console as the client’s user.",
        ExampleEstate.With(ExampleEstate.User("rms_acme"), """{"consolePassword":true,"accessKeys":1}"""));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        // Lists of IAM's facts, what one of their entries is, and what the user has by one of them and by several.
        private static readonly (string Fact, string Entry, string One, string Several)[] Lists =
        [
            ("attachedPolicies", "Policy", "a policy of its own", "{0} policies of its own"),
            ("inlinePolicies", "Inline policy", "an inline policy", "{0} inline policies"),
            ("groups", "Group", "the rights of a group", "the rights of {0} groups"),
        ];

        public override bool NeedsTags(in ResourceView view) => false;

        public override Outcome Judge(in ResourceView view)
        {
            if (!view.IsOfAnInstall) return Outcome.DoesNotApply;
            if (view.Resource.Facts is not { ValueKind: JsonValueKind.Object } facts) return Outcome.NotEvaluated;
            var isKnown = true;
            foreach (var list in Lists)
            {
                if (Count(facts, list.Fact) is not { } count) isKnown = false;
                else if (count > 0) return Outcome.Violation;
            }

            return Password(facts) switch
            {
                true => Outcome.Violation,
                false when isKnown => Outcome.Pass,
                _ => Outcome.NotEvaluated,
            };
        }

        public override Violation Describe(in ResourceView view)
        {
            var facts = view.Resource.Facts!.Value;
            var found = new List<string>();
            var evidence = new List<EvidenceFact>();
            if (Password(facts) == true)
            {
                found.Add("a console password");
                evidence.Add(new("Console password", "set"));
            }

            foreach (var (fact, entry, one, several) in Lists)
            {
                if (Count(facts, fact) is not (> 0 and var count)) continue;
                found.Add(count == 1 ? one : string.Format(CultureInfo.InvariantCulture, several, count));
                evidence.AddRange(
                    facts.GetProperty(fact).EnumerateArray().Select(e => new EvidenceFact(entry, RedactedText.Of(e.ToString()))));
            }

            var more = Phrases.List(found);
            return Violated(view, $"{Phrases.Subject(view)} has {more}", "access keys and nothing else", more, Evidence.Of(evidence));
        }

        public override string Reason(in ResourceView view) => view.Resource.Facts is not { ValueKind: JsonValueKind.Object } facts
            ? "No source of the scan has read what the user may do."
            : Array.Exists(Lists, l => Count(facts, l.Fact) is null)
            ? "IAM’s list does not tell all of the user’s policies and groups."
            : "IAM’s credential report was not read, so whether the user has a console password is not known.";

        public override string Answer(in ResourceView view) =>
            "A reading of IAM with its credential report (iam:GetAccountAuthorizationDetails, iam:GenerateCredentialReport and "
                + "iam:GetCredentialReport).";

        private static bool? Password(JsonElement facts) =>
            !facts.TryGetProperty("consolePassword", out var has) ? null
            : has.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

        private static int? Count(JsonElement facts, string name) =>
            facts.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : null;
    }
}
