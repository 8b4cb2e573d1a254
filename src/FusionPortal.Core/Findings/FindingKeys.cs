using FusionPortal.Conventions;
using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Findings;

/// <summary>What findings can be filtered by.</summary>
public static class FindingKeys
{
    public static FilterKeys<FindingFilter> All { get; } = new(
        new FindingFilter(),
        [
            Key("account", FilterTypes.Texts(FilterSubject.Account), f => f.AccountIds, (f, v) => f with { AccountIds = v },
                "Account", "Account ids; may repeat.", ("Accounts", "every account")),
            Key("environment", FilterTypes.Words<EnvironmentKind>(), f => f.Environments, (f, v) => f with { Environments = v },
                "Environment", "What the client's installation is for; may repeat."),
            Key("organization", FilterTypes.TextOrNone(FilterSubject.Organization), f => f.OrgId, (f, v) => f with { OrgId = v },
                "Client, by organization ID",
                "An organization ID in any letter case; empty for findings of no known organization.",
                ("Clients", "every client, and what belongs to none")),
            Key("convention", FilterTypes.Texts(FilterSubject.Convention), f => f.ConventionIds, (f, v) => f with { ConventionIds = v },
                "Convention", "Convention ids, for example ENV-01; may repeat."),
            Key("severity", FilterTypes.Words<Severity>(), f => f.Severities, (f, v) => f with { Severities = v },
                "Severity", "How much it matters; may repeat."),
            Key("status", FilterTypes.Words<FindingStatus>(), f => f.Statuses, (f, v) => f with { Statuses = v },
                "Status", "Where it stands; may repeat. Without it, everything but resolved.", ("Status", "everything but resolved")),
            new FilterKey<FindingFilter, bool?>("mixUps", FilterTypes.Flag, f => f.MixUps, (f, v) => f with { MixUps = v })
            {
                Label = "Mix-ups",
                Description = "true for mix-ups only, false for the rest only.",
                StatedAs = "mixUp",
            },
            Key("kind", FilterTypes.Text(FilterSubject.Kind), f => f.Kind, (f, v) => f with { Kind = v },
                "Kind of resource", "A resource kind, for example s3-bucket."),
            Key("text", FilterTypes.Text(), f => f.Text, (f, v) => f with { Text = v },
                "Text", "Found anywhere in name, subject, title, client, expected or actual, ignoring case."),
            Key("deleted", FilterTypes.Flag, f => f.Deleted, (f, v) => f with { Deleted = v },
                "Deleted",
                "With status=resolved: true for those whose resource is gone, false for those whose resource is still there."),
        ],
        AsOfKey.Of<FindingFilter>("What the portal knew at that moment, for example 2026-10-31T23:59:59Z.", (f, v) => f with { AsOf = v }));

    /// <summary>Reads the word of an order.</summary>
    public static bool TryReadSort(string text, out FindingSort sort) => EnumWords.TryRead(text, out sort);

    private static FilterKey<FindingFilter, T> Key<T>(
        string name, FilterType<T> type, Func<FindingFilter, T> get, Func<FindingFilter, T, FindingFilter> with, string label,
        string description, (string, string)? whenOpen = null) =>
        new(name, type, get, with) { Label = label, Description = description, WhenOpen = whenOpen };
}
