using System.Buffers;
using System.Collections.Frozen;

namespace FusionPortal.Conventions.Secrets;

/// <summary>
/// A password told in a sentence, in any of the languages <see cref="SecretName"/> knows: "the password for sa is ...", "Passwort lautet
/// ...", "sa password ...", "... is the sa password". Goes from word to word, and from each name of a secret over at most
/// <see cref="WordsAfter"/> words.
/// </summary>
internal static class AnnouncementRule
{
    private const int WordsAfter = 9;
    private const int LongestWord = 80;
    private const int NameReach = 24;

    private static readonly SearchValues<char> ListSigns = SearchValues.Create("\t\r\n|;,");
    private static readonly SearchValues<char> Gaps = SearchValues.Create(" \t\r\n|;,");

    // What stands between the name and the value: "was changed to", "ist jetzt", "brzmi".
    private static readonly FrozenSet<string> Links = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "is", "was", "are", "now", "still", "set", "changed", "reset", "to", "be", "the", "new", "again", "currently", "=", ":", "-",
        "->", "=>", "==", "--", "is:", "=:",
        "ist", "war", "lautet", "wurde", "auf", "jetzt", "nun", "noch", "immer", "neu", "est", "etait", "maintenant", "toujours", "es",
        "era", "ahora", "sigue", "siendo", "e", "agora", "ora", "ancora",
        "luidt", "nu", "je", "bylo", "ted", "zni", "jest", "brzmi", "teraz", "er", "var", "na", "ar", "lyder", "on", "nyt", "az", "with",
        "n");

    private static readonly FrozenSet<string> Copulas = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "is", "was", "ist", "war", "lautet", "est", "etait", "es", "era", "e", "luidt", "je", "zni", "to", "jest", "brzmi", "er", "var",
        "ar", "lyder", "on", ":", "=", "is:");

    private static readonly FrozenSet<string> Prepositions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "for", "of", "fur", "von", "vom", "zu", "zum", "zur", "der", "des", "de", "du", "d", "pour", "para", "do", "da", "dos", "voor",
        "van", "k", "ke", "pro", "dla", "til", "till", "for", "av", "af", "di", "del", "per", "user", "login");

    private static readonly FrozenSet<string> As = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "is", "as", "ist", "als", "est", "comme", "es", "como", "come", "je", "jako", "jest", "er",
            "som", "ar", "e");

    public static SecretFinding? Find(ReadOnlySpan<char> text)
    {
        var words = new Words(text);
        // The word four words back, which "X is the sa password" may have told.
        Span<Range> last = stackalloc Range[4];
        var count = 0;
        while (words.MoveNext())
        {
            var word = text[words.Current];
            if (word.Length <= LongestWord && NameAt(text, words.Current) is { } kind)
            {
                if (FindAfter(text, words, kind)) return AssignmentRule.Named(kind, text);
                if (kind == SecretNameKind.Password && IsToldBefore(text, last, count)) return SecretFindings.Password;
            }

            last[count++ % 4] = words.Current;
        }

        return null;
    }

    // With the words before, for "mot de passe" and "API key".
    private static SecretNameKind? NameAt(ReadOnlySpan<char> text, Range word)
    {
        var (start, length) = word.GetOffsetAndLength(text.Length);
        return SecretName.Of(text[Math.Max(0, start - NameReach)..(start + length)].TrimEnd("\"'`*_()[]{}<>«»:=."));
    }

    private static bool FindAfter(ReadOnlySpan<char> text, Words words, SecretNameKind kind)
    {
        if (kind is SecretNameKind.Session or SecretNameKind.Pin && EndsInSign(text[words.Current])) return false;
        var linked = EndsInSign(text[words.Current]);
        var ofSomething = 0;
        for (var i = 0; i < WordsAfter && words.MoveNext(); i++)
        {
            var word = text[words.Current];
            if (word.Length > LongestWord && kind != SecretNameKind.Key) return false;
            if (ofSomething > 0)
            {
                // "for the sa login: ..." goes on behind the sign or the verb.
                if (EndsInSign(word) || Copulas.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
                {
                    ofSomething = 0;
                    linked = true;
                }
                else if (++ofSomething > 5)
                {
                    return false;
                }

                continue;
            }

            // "is", "ist", ... right behind the name; but "to" and the like link nothing by themselves.
            if (Links.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            {
                linked |= Copulas.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
                continue;
            }

            if (word[0] == '(' && !linked)
            {
                ofSomething = word[^1] is ')' ? 0 : 1;
                if (EndsInSign(word)) (ofSomething, linked) = (0, true);
                continue;
            }

            // "Passwort sa = ...", "pw admin: ..."
            if (!linked && CommandRule.IsWellKnown(word.TrimEnd(":=")))
            {
                linked = EndsInSign(word);
                continue;
            }

            if (!linked && Prepositions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            {
                ofSomething = 1;
                continue;
            }

            return IsValue(text, word, words, kind, linked);
        }

        return false;
    }

    private static bool IsValue(ReadOnlySpan<char> text, ReadOnlySpan<char> word, Words words, SecretNameKind kind, bool linked)
    {
        var quoted = word[0] is '"' or '\'' or '`';
        var value = Trim(word);
        switch (kind)
        {
            case SecretNameKind.Pin:
                return linked && value.Length is >= 4 and <= 8 && !value.ContainsAnyExceptInRange('0', '9');
            case SecretNameKind.Key:
                // "API key 7f9c...", where a GUID is more often an id of something.
                return value.Length >= (linked ? 16 : 20)
                    && AssignedValue.LooksLikePassword(value[..Math.Min(64, value.Length)], sure: false)
                    && value.ContainsAnyInRange('0', '9') && !Guid.TryParseExact(value, "D", out _);
            case SecretNameKind.Session:
                return false;
            default:
                if (value.IsEmpty || StandIns.Is(value)) return false;
                if (quoted && linked && value.Length >= 5 && word[^1] != word[0] == false) return true;
                // Over a line's end or a list's comma anything may follow.
                return AssignedValue.LooksLikePassword(value, sure: kind == SecretNameKind.PerhapsPassword
                    || (!linked && words.CrossedList));
        }
    }

    private static bool IsToldBefore(ReadOnlySpan<char> text, ReadOnlySpan<Range> last, int count)
    {
        // "Kolibri7! is the sa password": the link stands one to three words back, the value before it.
        for (var back = 1; back <= 3 && back < count; back++)
        {
            if (!As.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[last[(count - back) % 4]])) continue;
            return AssignedValue.LooksLikePassword(Trim(text[last[(count - back - 1) % 4]]), sure: true);
        }

        return false;
    }

    private static bool EndsInSign(ReadOnlySpan<char> word) => word[^1] is ':' or '=' || (word.Length > 1
        && word.TrimEnd("*`_\"'") is { Length: > 0 } w && w[^1] is ':' or '=');

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> word) => word.Trim("\"'`*_()[]{}<>«»").TrimEnd(":=.").Trim("\"'`*_()[]{}<>");

    /// <summary>Walks the words of a text, which are what stands between gaps. Each character is looked at once.</summary>
    private ref struct Words(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _next;

        public Range Current { get; private set; }

        /// <summary>Whether a line's end, a tab or a sign of lists was passed before the current word.</summary>
        public bool CrossedList { get; private set; }

        public bool MoveNext()
        {
            var start = _text[_next..].IndexOfAnyExcept(Gaps);
            if (start < 0) return false;
            CrossedList = _text.Slice(_next, start).ContainsAny(ListSigns);
            var length = _text[(_next + start)..].IndexOfAny(Gaps);
            var end = length < 0 ? _text.Length : _next + start + length;
            Current = new(_next + start, end);
            _next = end;
            return true;
        }
    }
}
