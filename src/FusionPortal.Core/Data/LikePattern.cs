namespace FusionPortal.Core.Data;

/// <summary>Text a person searches for, as a pattern for ILIKE. The provider escapes nothing unless told how.</summary>
internal static class LikePattern
{
    public const string Escape = @"\";

    /// <summary>Found anywhere; %, _ and \ are ordinary characters. PostgreSQL holds no NUL, so none is looked for.</summary>
    public static string Anywhere(string text) => "%" + Beginning(text);

    /// <summary>The same at the beginning.</summary>
    public static string Beginning(string text) =>
        text.Replace("\0", "", StringComparison.Ordinal).Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
