using System.Collections.ObjectModel;

namespace FusionPortal.Conventions.Books;

/// <summary>The words a book is written in, and what they mean.</summary>
internal static class BookWords
{
    public static readonly ReadOnlyDictionary<string, Severity> Severities = Of(
        ("info", Severity.Info), ("low", Severity.Low), ("medium", Severity.Medium), ("high", Severity.High),
            ("critical", Severity.Critical));

    public static readonly ReadOnlyDictionary<string, RuleSource> Sources = Of(
        ("company-guide", RuleSource.CompanyGuide), ("portal-default", RuleSource.PortalDefault));

    public static readonly ReadOnlyDictionary<string, bool> Comparisons = Of(("exact", false), ("ignore-case", true));

    public static readonly ReadOnlyDictionary<string, BookNameScope> NameScopes = Of(
        ("organization", BookNameScope.Organization), ("site", BookNameScope.Site), ("shared", BookNameScope.Shared));

    public static readonly ReadOnlyDictionary<string, bool> YesNo = Of(("yes", true), ("no", false));

    public static readonly ReadOnlyDictionary<string, EnvironmentKind> Environments = Of(
        [.. Enum.GetValues<EnvironmentKind>().Select(e => (e.ToString(), e))]);

    /// <summary>Words in the order in which messages list them.</summary>
    public static ReadOnlyDictionary<string, T> Of<T>(params (string Word, T Value)[] words) =>
        new(words.ToDictionary(w => w.Word, w => w.Value, StringComparer.Ordinal));
}
