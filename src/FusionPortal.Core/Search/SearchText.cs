using System.Text;
using FusionPortal.Core.Data;
using FusionPortal.Core.Text;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>
/// What somebody types, as the index is asked for it: in lower case and without accents, as <c>search_plain</c> of the database does it to
/// both sides; every character means itself.
/// </summary>
/// <param name="Plain">Without surrounding whitespace, and one blank where there was more.</param>
/// <param name="Words">Each has to be found; at most eight.</param>
internal sealed record SearchText(string Plain, IReadOnlyList<string> Words)
{
    /// <summary>Characters a search may have; ARNs may have more.</summary>
    public const int Limit = 300;

    /// <summary>The longest ARN there is.</summary>
    public const int ArnLimit = 2048;

    /// <summary>Characters of a title that are looked up in order.</summary>
    public const int NameLimit = 200;

    // With fewer letters and digits in a row an index of trigrams has nothing to look for.
    private const int Trigram = 3;

    private const int MostWords = 8;

    /// <summary>Those that can be looked for anywhere. Without any, beginnings only can be asked for.</summary>
    public IReadOnlyList<string> Long { get; } = [.. Words.Where(HasTrigram)];

    /// <summary>Those that what has the long ones is held against.</summary>
    public IReadOnlyList<string> Short { get; } = [.. Words.Where(w => !HasTrigram(w))];

    /// <summary>The same for what begins so only.</summary>
    public SearchText Beginning => new(Plain, []);

    /// <exception cref="RefusedException">Invalid: too long, or no text that can be kept.</exception>
    public static string Require(string? text, string field)
    {
        StorableText.Require(text, field);
        var trimmed = (text ?? "").Trim();
        var limit = IsArn(trimmed) ? ArnLimit : Limit;
        return trimmed.Length <= limit ? trimmed : throw new RefusedException(
            RefusalKind.Invalid, "too-long", $"What is searched for has {trimmed.Length:N0} characters; at most {limit:N0} fit.", field);
    }

    public static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.OrdinalIgnoreCase);

    public static async Task<SearchText> ReadAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        // What stands before an ARN's resource is the same for all of them; it is looked up by the rest.
        if (IsArn(text)) text = text.Split(':', 6) is [_, _, _, _, _, var resource] ? resource : "";
        var plain = await Sql.ScalarAsync<string>(connection, "select search_plain($1)", cancellationToken, text) ?? "";
        var words = plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new SearchText(
            string.Join(' ', words), [.. words.Distinct(StringComparer.Ordinal).OrderByDescending(w => w.Length).Take(MostWords)]);
    }

    private static bool HasTrigram(string word)
    {
        var run = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            run = Rune.IsLetterOrDigit(rune) ? run + 1 : 0;
            if (run == Trigram) return true;
        }

        return false;
    }
}
