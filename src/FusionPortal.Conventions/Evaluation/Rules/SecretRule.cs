using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Resources;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>No tag holds what looks like a secret. Tells where, never what.</summary>
internal sealed class SecretRule(Convention convention) : CompiledRule(convention)
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
            .Select(t => (Where: t.InKey ? "a tag’s key" : $"tag {SafeText.Of(t.Key)}", Finding: t.Finding!))
            .ToList();
        var where = Phrases.List([.. found.Select(f => f.Where).Distinct()]);
        return Violated(
            view, $"{Phrases.Subject(view)} holds what looks like {found[0].Finding.Name} in {where}",
            "no secret in tags", $"looks like {found[0].Finding.Name}",
            Evidence.Of(
                [.. found.Select(f => new EvidenceFact(Phrases.Capital(f.Where), $"looks like {f.Finding.Name} ({f.Finding.RuleId})"))]));
    }

    private static SecretFinding? Find(string key, string value) =>
        WithheldText.Read(value) ?? WithheldText.Read(key) ?? SecretGuard.InspectPair(key, value);

    private static SecretFinding? InKey(string key) => WithheldText.Read(key) ?? SecretGuard.Inspect(key);
}
