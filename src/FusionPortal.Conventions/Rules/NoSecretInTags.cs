using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// No tag holds what looks like a secret. Tells where, never what.
/// </summary>
public sealed class NoSecretInTags : ResourceRule
{
    // In pieces, so that this file holds nothing that looks like a secret.
    private static readonly string Password = string.Concat("Pass", "word=Tr", "out9-Lane-Str", "eet");

    public override string Word => "no-secret-in-tags";

    public override string Label => "No secret in a tag";

    public override RuleCategory Category => RuleCategory.Tag;

    public override RuleExample Passes { get; } = new(
        "It says where the secret is kept, and not what it is.",
        ExampleEstate.Queue("orders", ("Credentials", "see the password manager")));

    public override RuleExample Breaks { get; } = new(
        "A connection string with its password.", ExampleEstate.Queue("orders", ("Connection", "Server=db;User Id=pos;" + Password)));

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
                        if (Find(key, value) is not null) return Outcome.Violation;
                    break;
                case Dictionary<string, string> dictionary:
                    foreach (var (key, value) in dictionary)
                        if (Find(key, value) is not null) return Outcome.Violation;
                    break;
                default:
                    foreach (var (key, value) in view.Resource.Tags)
                        if (Find(key, value) is not null) return Outcome.Violation;
                    break;
            }

            return Outcome.Pass;
        }

        public override Violation Describe(in ResourceView view)
        {
            var found = view.Resource.Tags
                .Select(t => (t.Key, Finding: Find(t.Key, t.Value), InKey: InKey(t.Key) is not null))
                .Where(t => t.Finding is not null)
                .OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => (Where: t.InKey ? "a tag’s key" : $"tag {RedactedText.Of(t.Key)}", Finding: t.Finding!))
                .ToList();
            var where = Phrases.List([.. found.Select(f => f.Where).Distinct()]);
            return Violated(
                view, $"{Phrases.Subject(view)} holds what looks like {found[0].Finding.Name} in {where}",
                "no secret in tags", $"looks like {found[0].Finding.Name}",
                Evidence.Of(
                    [.. found.Select(
                        f => new EvidenceFact(Phrases.Capital(f.Where), $"looks like {f.Finding.Name} ({f.Finding.RuleId})"))]));
        }

        private static SecretFinding? Find(string key, string value) =>
            WithheldText.Read(value) ?? WithheldText.Read(key) ?? SecretGuard.InspectPair(key, value);

        private static SecretFinding? InKey(string key) => WithheldText.Read(key) ?? SecretGuard.Inspect(key);
    }
}
