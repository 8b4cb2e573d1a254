using System.Buffers;
using System.Collections.Frozen;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>
/// In a production account, nothing about a resource hints at another environment while no organization settles it: as books say it that
/// list
/// the hints with the convention and have no vocabulary. A hint is a whole word of the name or of an environment tag, digits after it
/// aside; it
/// raises a question and proves nothing. Kept as it was, so that an older book keeps its meaning.
/// </summary>
internal sealed class NameHintRule(Convention convention) : CompiledRule(convention)
{
    private static readonly string[] EnvironmentKeys = ["Environment", "environment", "ENVIRONMENT", "Env", "env", "ENV", "Stage", "stage"];
    private static readonly SearchValues<char> Separators = SearchValues.Create("-_./: +=@");

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _hints =
        convention.Parameters.Hints.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public override bool NeedsTags(in ResourceView view) => !view.NamesAnOrganization && view.Role != AccountRole.NonProduction;

    public override Outcome Judge(in ResourceView view)
    {
        if (view.NamesAnOrganization || view.Role == AccountRole.NonProduction) return Outcome.DoesNotApply;
        var hints = Find(view.Resource.Name, out _) || HintingTag(view, out _) is not null;
        if (view.Role == AccountRole.Undeclared) return hints ? Outcome.NotEvaluated : Outcome.DoesNotApply;
        return hints ? Outcome.Violation : Outcome.Pass;
    }

    public override Violation Describe(in ResourceView view)
    {
        var name = view.ShownName;
        var witnesses = new List<Witness>();
        var inName = Find(view.Resource.Name, out var range);
        var word = inName ? view.Resource.Name[range] : "";
        if (inName)
            witnesses.Add(new("Name", $"{name} contains the word {word}", "AWS", WitnessVote.Votes, Hinted(word), WitnessWeight.Weak));
        if (HintingTag(view, out var tagWord) is { } key)
        {
            witnesses.Add(
                new($"{key} tag", SafeText.OfTag(key, view.Resource.Tags[key]), "AWS", WitnessVote.Votes, Hinted(tagWord),
                WitnessWeight.Weak));
            if (!inName) word = tagWord;
        }

        witnesses.Add(
            new("Organization record", "nothing on the resource names an organization", "Portal", WitnessVote.Abstains, null,
            WitnessWeight.None));
        Witnesses.AddBlind(view, witnesses);
        return Violated(
            view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {name} in {view.AccountName} hints at {word}",
            "nothing that hints at another environment", word,
            new(witnesses, [Witnesses.Account(view)])
            {
                Verdict = PlacementVerdict.Unknown,
                Decides = "A tag with the organization decides; a name alone proves nothing."
            });
    }

    public override string Reason(in ResourceView view) => Undeclared.Reason(view);

    private string? HintingTag(in ResourceView view, out string word)
    {
        foreach (var key in EnvironmentKeys)
        {
            if (!view.Resource.Tags.TryGetValue(key, out var value) || !Find(value, out var range)) continue;
            word = value[range];
            return key;
        }

        word = "";
        return null;
    }

    private bool Find(string text, out Range word)
    {
        var start = 0;
        while (start <= text.Length)
        {
            var next = text.AsSpan(start).IndexOfAny(Separators);
            var end = next < 0 ? text.Length : start + next;
            var part = text.AsSpan(start, end - start).TrimEnd("0123456789");
            if (part.Length > 0 && _hints.Contains(part))
            {
                word = new Range(start, start + part.Length);
                return true;
            }

            start = end + 1;
        }

        word = default;
        return false;
    }

    private static EnvironmentKind Hinted(string word) => char.ToLowerInvariant(word[0]) switch
    {
        'q' or 'u' => EnvironmentKind.QA,
        'd' when word.StartsWith("demo", StringComparison.OrdinalIgnoreCase) => EnvironmentKind.Demonstration,
        'd' => EnvironmentKind.Development,
        _ => EnvironmentKind.Other,
    };
}
