using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Findings;

/// <summary>What findings can be filtered by.</summary>
public static class FindingKeys
{
    public static FilterKeys<FindingFilter> All { get; } = new(
        new FindingFilter(),
        [
            new FilterKey<FindingFilter, IReadOnlyList<string>?>(
                "account", FilterTypes.Texts(FilterSubject.Account), f => f.AccountIds, (f, v) => f with { AccountIds = v })
            {
                Label = "Account",
                Description = "Account ids; may repeat.",
                WhenOpen = ("Accounts", "every account"),
                Sql = (sql, ids) => sql.AnyOf("v.account_id", ids),
            },
            new FilterKey<FindingFilter, IReadOnlyList<EnvironmentKind>?>(
                "environment", FilterTypes.Words<EnvironmentKind>(), f => f.Environments, (f, v) => f with { Environments = v })
            {
                Label = "Environment",
                Description = "What the client's installation is for; may repeat.",
                Sql = (sql, kinds) => sql.AnyOf("v.environment", Stored(kinds)),
            },
            new FilterKey<FindingFilter, string?>(
                "organization", FilterTypes.TextOrNone(FilterSubject.Organization), f => f.OrgId, (f, v) => f with { OrgId = v })
            {
                Label = "Client",
                Description = "An organization ID in any letter case; empty for findings of no known organization.",
                WhenOpen = ("Clients", "every client, and what belongs to none"),
                ChipWords = new Dictionary<string, string> { [""] = "none known" },
                Sql = Organization,
            },
            new FilterKey<FindingFilter, IReadOnlyList<string>?>(
                "convention", FilterTypes.Texts(FilterSubject.Convention), f => f.ConventionIds, (f, v) => f with { ConventionIds = v })
            {
                Label = "Convention",
                Description = "Convention ids, for example ENV-01; may repeat.",
                Sql = (sql, ids) => sql.AnyOf("f.convention_id", ids),
            },
            new FilterKey<FindingFilter, IReadOnlyList<Severity>?>(
                "severity", FilterTypes.Words<Severity>(), f => f.Severities, (f, v) => f with { Severities = v })
            {
                Label = "Severity",
                Description = "How much it matters; may repeat.",
                Sql = (sql, severities) => sql.AnyOf("v.severity", Stored(severities)),
            },
            new FilterKey<FindingFilter, IReadOnlyList<FindingStatus>?>(
                "status", FilterTypes.Words<FindingStatus>(), f => f.Statuses, (f, v) => f with { Statuses = v })
            {
                Label = "Status",
                Description = "Where it stands; may repeat. Without it, everything but resolved.",
                WhenOpen = ("Status", "everything but resolved"),
                ChipLabel = "State",
                Sql = Status,
            },
            new FilterKey<FindingFilter, bool?>("mixUps", FilterTypes.Flag, f => f.MixUps, (f, v) => f with { MixUps = v })
            {
                Label = "Mix-ups",
                Description = "true for mix-ups only, false for the rest only.",
                StatedAs = "mixUp",
                ChipWords = new Dictionary<string, string> { ["true"] = "only", ["false"] = "left out" },
                Sql = (sql, only) => Flag(sql, only, "v.mix_up", "not v.mix_up"),
            },
            new FilterKey<FindingFilter, string?>("kind", FilterTypes.Text(FilterSubject.Kind), f => f.Kind, (f, v) => f with { Kind = v })
            {
                Label = "Kind of resource",
                Description = "A resource kind, for example s3-bucket.",
                ChipLabel = "Kind",
                Sql = (sql, kind) => sql.Is("v.kind", kind),
            },
            new FilterKey<FindingFilter, string?>("text", FilterTypes.Text(), f => f.Text, (f, v) => f with { Text = v })
            {
                Label = "Text",
                Description = "Found anywhere in name, subject, title, client, expected or actual, ignoring case.",
                Sql = Text,
            },
            new FilterKey<FindingFilter, bool?>("deleted", FilterTypes.Flag, f => f.Deleted, (f, v) => f with { Deleted = v })
            {
                Label = "Deleted",
                Description = "With status=resolved: true for those whose resource is gone, false for those whose resource is still there.",
                ChipLabel = "Resource",
                ChipWords = new Dictionary<string, string> { ["true"] = "gone", ["false"] = "still there" },
                Sql = (sql, gone) => Flag(sql, gone, "v.subject_gone", "v.status = 'Resolved' and not v.subject_gone"),
            },
        ],
        AsOfKey.Of<FindingFilter>("What the portal knew at that moment, for example 2026-10-31T23:59:59Z.", (f, v) => f with { AsOf = v }));

    /// <summary>Reads the word of an order.</summary>
    public static bool TryReadSort(string text, out FindingSort sort) => EnumWords.TryRead(text, out sort);

    private static void Organization(SqlFilter sql, string? orgId)
    {
        if (orgId is { Length: > 0 }) sql.And($"lower(v.org_id) = lower({sql.Value(orgId)})");
        else if (orgId is not null) sql.And("o.org_id is null");
    }

    private static void Status(SqlFilter sql, IReadOnlyList<FindingStatus>? statuses)
    {
        if (statuses is { Count: > 0 }) sql.AnyOf("v.status", Stored(statuses));
        else sql.And("v.status <> 'Resolved'");
    }

    private static void Flag(SqlFilter sql, bool? flag, string isSo, string isNot)
    {
        if (flag is { } wanted) sql.And(wanted ? isSo : isNot);
    }

    private static void Text(SqlFilter sql, string? text)
    {
        // F-20931 is what people call a finding; typing it finds that one.
        if (text?.Trim() is { } typed && typed.StartsWith("F-", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(typed.AsSpan(2), out var number))
            sql.And($"f.number = {sql.Value(number)}");
        else
            sql.Has(text, "v.name", "f.subject", "v.title", "v.expected", "v.actual", "coalesce(v.org_id, '')", "coalesce(o.title, '')",
                "f.convention_id");
    }

    private static IEnumerable<string>? Stored<TStored>(IReadOnlyList<TStored>? words) where TStored : struct, Enum =>
        words?.Select(w => w.ToString());
}
