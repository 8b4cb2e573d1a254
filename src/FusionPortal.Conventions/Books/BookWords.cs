using System.Collections.ObjectModel;

namespace FusionPortal.Conventions.Books;

/// <summary>The words a book is written in, and what they mean.</summary>
internal static class BookWords
{
    public static readonly ReadOnlyDictionary<string, Severity> Severities = Words(
        ("info", Severity.Info), ("low", Severity.Low), ("medium", Severity.Medium), ("high", Severity.High),
            ("critical", Severity.Critical));

    public static readonly ReadOnlyDictionary<string, RuleSource> Sources = Words(
        ("company-guide", RuleSource.CompanyGuide), ("portal-default", RuleSource.PortalDefault));

    public static readonly ReadOnlyDictionary<string, bool> Comparisons = Words(("exact", false), ("ignore-case", true));

    public static readonly ReadOnlyDictionary<string, BookNameScope> NameScopes = Words(
        ("organization", BookNameScope.Organization), ("site", BookNameScope.Site), ("shared", BookNameScope.Shared));

    public static readonly ReadOnlyDictionary<string, NameScope> Applies = Words(
        ("always", NameScope.Always), ("claimed", NameScope.Claimed), ("production-or-claimed", NameScope.ProductionOrClaimed));

    public static readonly ReadOnlyDictionary<string, bool> YesNo = Words(("yes", true), ("no", false));

    public static readonly ReadOnlyDictionary<string, EnvironmentKind> Environments = Words(
        [.. Enum.GetValues<EnvironmentKind>().Select(e => (e.ToString(), e))]);

    public static readonly ReadOnlyDictionary<string, CheckKind> Checks = Words(
        ("name-follows-pattern", CheckKind.NameFollowsPattern),
        ("belongs-to-an-organization", CheckKind.BelongsToAnOrganization),
        ("tag-spelling", CheckKind.TagSpelling),
        ("tag-present", CheckKind.TagPresent),
        ("tag-not-empty", CheckKind.TagNotEmpty),
        ("tag-variants-agree", CheckKind.TagVariantsAgree),
        ("tag-known", CheckKind.TagKnown),
        ("tag-agrees-with-name", CheckKind.TagAgreesWithName),
        ("tag-not-on-shared", CheckKind.TagNotOnShared),
        ("tag-key-characters", CheckKind.TagKeyCharacters),
        ("no-secret-in-tags", CheckKind.NoSecretInTags),
        ("no-access-key-id-in-tags", CheckKind.NoAccessKeyIdInTags),
        ("production-account-hosts", CheckKind.ProductionAccountHosts),
        ("production-only-in-production-account", CheckKind.ProductionOnlyInProductionAccount),
        ("organization-known-in-production", CheckKind.OrganizationKnownInProduction),
        ("name-hint", CheckKind.NameHint),
        ("environment-tag-agrees", CheckKind.EnvironmentTagAgrees),
        ("one-kind-of-account", CheckKind.OneKindOfAccount),
        ("organization-id-rules", CheckKind.OrganizationIdRules),
        ("organization-recorded", CheckKind.OrganizationRecorded),
        ("account-declared", CheckKind.AccountDeclared),
        ("not-made-by-root", CheckKind.NotMadeByRoot));

    private static ReadOnlyDictionary<string, T> Words<T>(params (string Word, T Value)[] words) =>
        new(words.ToDictionary(w => w.Word, w => w.Value, StringComparer.Ordinal));
}
