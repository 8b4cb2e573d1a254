using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Findings;

/// <summary>What the reasons why something was not judged can be filtered by.</summary>
public static class NotEvaluatedKeys
{
    public static FilterKeys<NotEvaluatedFilter> All { get; } = new(
        new NotEvaluatedFilter(),
        [
            new FilterKey<NotEvaluatedFilter, string?>(
                "account", FilterTypes.Text(FilterSubject.Account), f => f.AccountId, (f, v) => f with { AccountId = v })
            {
                Label = "Account",
                Description = "An account id.",
                WhenOpen = ("Accounts", "every account"),
                Sql = (sql, id) => sql.Is("k.account_id", id),
            },
            new FilterKey<NotEvaluatedFilter, string?>(
                "convention", FilterTypes.Text(FilterSubject.Convention), f => f.ConventionId, (f, v) => f with { ConventionId = v })
            {
                Label = "Convention",
                Description = "A convention id; targets that were not read count for every convention.",
                WhenOpen = ("Conventions", "every convention"),
                Sql = (sql, id) =>
                {
                    if (id is { Length: > 0 }) sql.And($"l.convention_id in ('', {sql.Value(id)})");
                },
            },
            new FilterKey<NotEvaluatedFilter, string?>("text", FilterTypes.Text(), f => f.Text, (f, v) => f with { Text = v })
            {
                Label = "Text",
                Description = "Found anywhere in subject, organization or reason, ignoring case.",
                Sql = (sql, text) => sql.Has(text, "l.subject", "l.org_id", "l.why"),
            },
        ],
        AsOfKey.Of<NotEvaluatedFilter>("What the portal knew at that moment.", (f, v) => f with { AsOf = v }));
}
