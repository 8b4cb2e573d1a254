using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace FusionPortal.Conventions.Resources;

/// <summary>A name as AWS forms it, with parts between braces. Letters count as they are written. Takes linear time whatever the
/// name.</summary>
internal sealed partial class AwsNamePattern
{
    private const string Account = "account";

    private readonly string _prefix;
    private readonly Regex? _pattern;

    private AwsNamePattern(string prefix, Regex? pattern) => (_prefix, _pattern) = (prefix, pattern);

    public static bool TryParse(string text, [NotNullWhen(true)] out AwsNamePattern? pattern)
    {
        pattern = null;
        var parts = Braces().Split(text);
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < parts.Length; i++)
        {
            // Split gives texts and what was between braces in turn.
            if (i % 2 == 0 ? Regex.Escape(parts[i]) is var piece : (piece = Part(parts[i])) is not null) regex.Append(piece);
            else return false;
        }

        if (text.AsSpan().Count('{') != parts.Length / 2 || text.AsSpan().Count('}') != parts.Length / 2) return false;
        pattern =
            new(parts[0], parts.Length == 1 ? null
            : new Regex(regex.Append(@"\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        return true;
    }

    /// <param name="text">A name, or a value.</param>
    /// <param name="accountId">Whose resource it is: what names another account was not made for this one.</param>
    public bool IsMatch(string text, string accountId)
    {
        // Nearly everything ends here, and costs nothing.
        if (!text.StartsWith(_prefix, StringComparison.Ordinal)) return false;
        if (_pattern is null) return text.Length == _prefix.Length;
        if (_pattern.Match(text) is not { Success: true } match) return false;
        return match.Groups[Account] is not { Success: true } account || account.ValueSpan.SequenceEqual(accountId);
    }

    private static string? Part(string name) => name switch
    {
        Account => "(?<account>[0-9]{12})",
        "region" => "[a-z]{2,4}(?:-[a-z]+)+-[0-9]",
        "hex" => "[0-9a-f]+",
        "digits" => "[0-9]+",
        "alnum" => "[0-9A-Za-z]+",
        "any" => ".*",
        _ => null,
    };

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Braces();
}
