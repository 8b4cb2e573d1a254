using System.Text.RegularExpressions;

namespace FusionPortal.Core.Scorecards;

/// <summary>Which titles are of one client: they differ by the word of an environment at their end, as in "Kite Cycles QA".</summary>
internal static partial class ClientTitles
{
    /// <summary>The title without the environment.</summary>
    public static string Client(string title) =>
        Environment().Replace(title.Trim(), "") is { Length: > 0 } client ? client : title.Trim();

    public static bool AreOfOne(string a, string b) => string.Equals(Client(a), Client(b), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"[\s,(\-–]+(production|prod|staging|stage|qa|test|development|dev|demonstration|demo)\)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Environment();
}
