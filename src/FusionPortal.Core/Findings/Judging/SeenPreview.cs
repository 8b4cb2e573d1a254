using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Ties a change of the records to what was shown of it: the token of a preview is of the very change and of everything it opens
/// and closes.</summary>
internal static class SeenPreview
{
    /// <summary>Where a request carries the token.</summary>
    public const string Field = "preview";

    /// <param name="change">What would be recorded, in the order of the record's fields.</param>
    /// <param name="difference">A hash of every finding that opens or closes.</param>
    /// <returns>32 hexadecimal digits.</returns>
    public static string Token(IEnumerable<string> change, long revision, long notEvaluated, string difference)
    {
        var text = new StringBuilder();
        // With its length before it, so that no two changes read alike.
        foreach (var part in change.Append(difference)) text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        text.Append(CultureInfo.InvariantCulture, $"|{revision}|{notEvaluated}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    /// <param name="now">The same change previewed now.</param>
    /// <param name="given">The token of what the person saw.</param>
    /// <param name="revision">Of the record the person saw; another one is refused by the change itself, which says what it is now.</param>
    /// <exception cref="RefusedException">Invalid: there is no token. Conflict: it is of another change, or what the change does is
    /// another.</exception>
    public static void Require(RecordPreview now, string? given, long revision)
    {
        if (string.IsNullOrWhiteSpace(given))
            throw new RefusedException(
                RefusalKind.Invalid, "preview-required",
                    "Look first at what this opens and closes: ask for the preview, and give its token with the change.", Field);
        if (now.Revision != revision || now.Token == given.Trim()) return;
        throw new RefusedException(
            RefusalKind.Conflict, "preview-changed",
            $"What this opens and closes is no longer what was shown: {now.Opens} would open and {now.Closes} "
                + "would close now. Look at it again.", Field, now);
    }
}
