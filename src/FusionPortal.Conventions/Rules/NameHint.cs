using System.Buffers;
using System.Collections.Frozen;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// In a production account, no name holds a word of the book for another environment while nothing but the name tells whose the resource
/// is. A word in a name raises a question and proves nothing; an environment tag that says another environment is
/// <see cref="EnvironmentTagAgrees"/>'s.
/// </summary>
public sealed class NameHint : ResourceRule
{
    public override string Word => "name-hint";

    public override string Label => "No hint of another environment in production";

    public override RuleCategory Category => RuleCategory.Environment;

    // The first books listed a convention's hints with it; since then the book has one vocabulary for tags and names.
    public override IReadOnlyList<RuleParameter> Takes { get; } =
        [new("hints", "the words that hint, in a book without environment-words; nowhere else", null, "[qa]")];

    public override RuleExample Passes { get; } = new("The name hints at nothing.", ExampleEstate.Queue("orders"));

    public override RuleExample Breaks { get; } =
        new("The name says QA, and nothing says whose the queue is.", ExampleEstate.Queue("orders-qa"));

    internal override RuleParameters Read(RuleReading reading)
    {
        var with = reading.With;
        if (reading.Vocabulary.IsEmpty) return new Parameters([.. with.Texts("hints").Select(h => h.ToLowerInvariant())]);
        if (with.Has("hints"))
            with.Report(
                with.PlaceOf("hints"),
                "The book's \"environment-words\" say which words hint at an environment; \"hints\" has no place beside them.");
        with.Allow("hints");
        return RuleParameters.None;
    }

    internal override CompiledRule Compile(RuleContext context) => context.Convention.Parameters is Parameters { Hints: var hints }
        ? new ListedHints(context.Convention, hints)
        : new Judgement(context.Convention, context.Book, context.Words);

    /// <param name="Hints">Words that hint at an environment other than production, in lower case.</param>
    public sealed record Parameters(IReadOnlyList<string> Hints) : RuleParameters;

    private sealed class Judgement(Convention convention, ConventionBook book, EnvironmentWordFinder words) : CompiledRule(convention)
    {
        private readonly Convention[] _ofNetworks = [.. book.Of<NetworkAgrees>()];

        public override bool NeedsTags(in ResourceView view) =>
            !view.IsToldByMoreThanHabit && view.Role != AccountRole.NonProduction && !IsNamedByAws(view);

        public override Outcome Judge(in ResourceView view)
        {
            if (view.IsToldByMoreThanHabit || view.Role == AccountRole.NonProduction) return Outcome.DoesNotApply;
            var hints = words.InName(view.Resource.Name).Foreign.IsFound;
            if (IsNamedByAws(view)) return Outcome.DoesNotApply;
            if (view.Role == AccountRole.Undeclared) return hints ? Outcome.NotEvaluated : Outcome.DoesNotApply;
            if (!hints) return Outcome.Pass;
            return EnvironmentTags.Read(view.Resource.Tags, words).ForeignKey is null && !IsElsewhereAnyway(view)
                && !Tenants.Sides(in view, book.Settings).Any && !IsToldOfNetwork(in view) ? Outcome.Violation : Outcome.DoesNotApply;
        }

        public override Violation Describe(in ResourceView view)
        {
            var name = view.ShownName;
            var word = words.InName(view.Resource.Name).Foreign.In(view.Resource.Name);
            return Violated(
                view, $"{Phrases.Named(view)} in {view.AccountName} hints at {word}",
                "nothing that hints at another environment", word,
                new(Witnesses.Of(view), [Witnesses.Account(view)])
                {
                    Verdict = PlacementVerdict.Unknown,
                    Decides = "A tag with the organization, or one with the environment, decides; a name alone proves nothing.",
                });
        }

        public override string Reason(in ResourceView view) => UndeclaredAccount.Reason(view);

        // Where a person had no say in the name, its words say nothing.
        private static bool IsNamedByAws(in ResourceView view) => AwsMade.Of(view.Resource) is { IsNamedByPerson: false };

        // Its network's tag says the same and weighs more; it is told once.
        private bool IsToldOfNetwork(in ResourceView view)
        {
            if (view.Networks.Of(view.Resource) is not { Says: not null, BelongsInProduction: false, Weight: WitnessWeight.Medium })
                return false;
            foreach (var convention in _ofNetworks)
                if (convention.IsFor(view.Resource.Kind)) return true;
            return false;
        }

        // By its first word it is a client's that does not belong here: then that is said, and the hint adds nothing.
        private bool IsElsewhereAnyway(in ResourceView view) =>
            view.ByHabit is { } client && !book.Settings.BelongsInProduction(client.Environment);
    }

    /// <summary>
    /// As books have it that list the hints with the convention. A hint is a whole word of the name or of an environment tag, digits after
    /// it aside. Kept as it was, so that an older book keeps its meaning.
    /// </summary>
    private sealed class ListedHints(Convention convention, IReadOnlyList<string> hints) : CompiledRule(convention)
    {
        private static readonly string[] EnvironmentKeys = [
            "Environment", "environment", "ENVIRONMENT", "Env", "env", "ENV", "Stage", "stage"];
        private static readonly SearchValues<char> Separators = SearchValues.Create("-_./: +=@");

        private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _hints =
            hints.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

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
                    new($"{key} tag", RedactedText.OfTag(key, view.Resource.Tags[key]), "AWS", WitnessVote.Votes, Hinted(tagWord),
                    WitnessWeight.Weak));
                if (!inName) word = tagWord;
            }

            witnesses.Add(
                new("Organization record", "nothing on the resource names an organization", "Portal", WitnessVote.Abstains, null,
                WitnessWeight.None));
            Witnesses.AddBlind(view, witnesses);
            return Violated(
                view, $"{Phrases.Named(view)} in {view.AccountName} hints at {word}",
                "nothing that hints at another environment", word,
                new(witnesses, [Witnesses.Account(view)])
                {
                    Verdict = PlacementVerdict.Unknown,
                    Decides = "A tag with the organization decides; a name alone proves nothing."
                });
        }

        public override string Reason(in ResourceView view) => UndeclaredAccount.Reason(view);

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
}
