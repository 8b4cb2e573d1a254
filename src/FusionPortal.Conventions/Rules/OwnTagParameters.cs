using System.Collections.ObjectModel;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>Which accounts a convention about a tag is for.</summary>
public enum TagAccounts { Every, Production, NonProduction }

/// <summary>What rules about a tag of the company's own take: which tag, and in which accounts.</summary>
/// <param name="Key">The tag's key, as AWS keeps it: case-sensitive, at most 128 characters.</param>
/// <param name="Accounts">Where the convention is for.</param>
public record OwnTagParameters(string Key, TagAccounts Accounts) : RuleParameters
{
    /// <summary>AWS's own limit on a tag's key, in characters.</summary>
    public const int LongestKey = 128;

    /// <summary>AWS's own limit on a tag's value, in characters.</summary>
    public const int LongestValue = 256;

    private static readonly ReadOnlyDictionary<string, TagAccounts> Words = BookWords.Of(
        ("every", TagAccounts.Every), ("production", TagAccounts.Production), ("non-production", TagAccounts.NonProduction));

    internal static IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("key", "the tag’s key, letter for letter", "CostCenter", new string('k', LongestKey + 1)),
        new("accounts", $"in which accounts: {string.Join(", ", Words.Keys)}; every one if it is left out", "production", "europe"),
    ];

    /// <summary>Whether two conventions about a company's own tags speak of some resource both.</summary>
    internal static bool Meet(Convention one, Convention other)
    {
        var (a, b) = (((OwnTagParameters)one.Parameters).Accounts, ((OwnTagParameters)other.Parameters).Accounts);
        var kinds = one.Kinds.Concat(other.Kinds).Contains(Convention.AnyKind) || one.Kinds.Intersect(other.Kinds).Any();
        return kinds && (a == b || a == TagAccounts.Every || b == TagAccounts.Every);
    }

    /// <summary>Whether it speaks of everything that the other does.</summary>
    public bool Covers(OwnTagParameters other) => Key == other.Key && (Accounts == TagAccounts.Every || Accounts == other.Accounts);

    internal static OwnTagParameters ReadFrom(RuleReading reading) =>
        new(ReadKey(reading), reading.With.Word("accounts", Words, TagAccounts.Every));

    /// <summary>Reports a text that AWS would not take as a key.</summary>
    internal static void CheckKey(RuleReading reading, string parameter, string key)
    {
        if (key.Length > LongestKey)
            reading.With.Report(
                reading.With.PlaceOf(parameter), $"\"{key}\" is too long: a tag's key has at most {LongestKey} characters.");
    }

    private static string ReadKey(RuleReading reading)
    {
        var key = reading.With.Text("key");
        CheckKey(reading, "key", key);
        return key;
    }
}

/// <summary>A convention about a tag of the company's own, made ready: it is asked in the accounts it is for.</summary>
internal abstract class OwnTagRule(Convention convention) : CompiledRule(convention)
{
    protected OwnTagParameters Tag { get; } = (OwnTagParameters)convention.Parameters;

    protected string Key => Tag.Key;

    public sealed override bool NeedsTags(in ResourceView view) => Applies(view.Role) != false;

    public sealed override Outcome Judge(in ResourceView view)
    {
        var outcome = Applies(view.Role) == false ? Outcome.DoesNotApply : JudgeTag(in view);
        // What an account is for decides only where something would be wrong with the tag.
        return outcome == Outcome.Violation && Applies(view.Role) is null ? Outcome.NotEvaluated : outcome;
    }

    public sealed override string Reason(in ResourceView view) => UndeclaredAccount.Reason(view);

    /// <summary>Judges as if the convention were for the resource's account.</summary>
    protected abstract Outcome JudgeTag(in ResourceView view);

    /// <summary>The tag as a fact, fit for showing.</summary>
    protected static EvidenceFact Fact(in ResourceView view, string key) =>
        new($"Tag {RedactedText.Of(key)}", view.Resource.Tags.TryGetValue(key, out var value) ? Shown(key, value) : "absent");

    /// <summary>A tag's value as people can read it.</summary>
    protected static string Shown(string key, string value) =>
        Characters.Spelling.IsBlank(value) ? "empty" : RedactedText.OfTag(key, value);

    // Null while nobody has declared the account and it matters.
    private bool? Applies(AccountRole role) => Tag.Accounts switch
    {
        TagAccounts.Every => true,
        _ when role == AccountRole.Undeclared => null,
        TagAccounts.Production => role == AccountRole.Production,
        _ => role == AccountRole.NonProduction,
    };
}
