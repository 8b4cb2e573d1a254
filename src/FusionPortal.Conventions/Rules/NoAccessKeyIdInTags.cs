using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// No tag holds the id of an access key. The IAM console keeps the description of a user’s key in a tag whose key is the id, so there it
/// may stand.
/// </summary>
public sealed class NoAccessKeyIdInTags : ResourceRule
{
    // In pieces, so that this file holds no id of a key.
    private static readonly string KeyId = string.Concat("AK", "IA4Q7Z2MX", "L3RT6V9BW");

    public override string Word => "no-access-key-id-in-tags";

    public override string Label => "No access key id in a tag";

    public override RuleCategory Category => RuleCategory.Tag;

    public override RuleExample Passes { get; } = new(
        "The console describes a user’s key in a tag of that name.", ExampleEstate.User("rms_acme", (KeyId, "POS tenant")));

    public override RuleExample Breaks { get; } = new(
        "A tag is no place where anybody looks for it.", ExampleEstate.Queue("orders", ("Key", KeyId)));

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        public override bool NeedsTags(in ResourceView view) => true;

        public override Outcome Judge(in ResourceView view)
        {
            switch (view.Resource.Tags)
            {
                case TagCollection collection:
                    foreach (var (key, value) in collection.AsSpan())
                        if (Holds(view, key, value)) return Outcome.Violation;
                    break;
                case Dictionary<string, string> dictionary:
                    foreach (var (key, value) in dictionary)
                        if (Holds(view, key, value)) return Outcome.Violation;
                    break;
                default:
                    foreach (var (key, value) in view.Resource.Tags)
                        if (Holds(view, key, value)) return Outcome.Violation;
                    break;
            }

            return Outcome.Pass;
        }

        public override Violation Describe(in ResourceView view)
        {
            var where = new List<string>();
            foreach (var (key, value) in view.Resource.Tags.OrderBy(t => t.Key, StringComparer.Ordinal))
                if (Holds(view, key, value)) where.Add(IsId(key) ? "a tag’s key" : $"tag {RedactedText.Of(key)}");
            return Violated(
                view, $"{Phrases.Subject(view)} has the id of an AWS access key in {Phrases.List([.. where.Distinct()])}",
                    "no access key id in tags", "the id of an access key",
                Evidence.Of([.. where.Distinct().Select(w =>
                    new EvidenceFact(Phrases.Capital(w), "the id of an access key, which is not its secret"))]));
        }

        private static bool Holds(in ResourceView view, string key, string value) =>
            IsId(value) || (IsId(key) && view.Resource.Kind != IamUser.Kind);

        private static bool IsId(string text) =>
            text.Length >= 20 && (SecretGuard.HasAccessKeyId(text) || text == WithheldText.FormerKeyId);
    }
}
