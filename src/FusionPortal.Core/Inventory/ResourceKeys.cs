using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Inventory;

/// <summary>What resources can be filtered by.</summary>
public static class ResourceKeys
{
    public static FilterKeys<ResourceFilter> All { get; } = new(
        new ResourceFilter(),
        [
            new FilterKey<ResourceFilter, string?>(
                "account", FilterTypes.Text(FilterSubject.Account), f => f.AccountId, (f, v) => f with { AccountId = v })
            {
                Label = "Account",
                Description = "An account id.",
                Sql = (sql, id) => sql.Is("r.account_id", id),
            },
            new FilterKey<ResourceFilter, string?>(
                "region", FilterTypes.Text(FilterSubject.Region), f => f.Region, (f, v) => f with { Region = v })
            {
                Label = "Region",
                Description = "For example us-east-1.",
                Sql = (sql, region) => sql.Is("r.region", region),
            },
            new FilterKey<ResourceFilter, string?>("kind", FilterTypes.Text(FilterSubject.Kind), f => f.Kind, (f, v) => f with { Kind = v })
            {
                Label = "Kind",
                Description = "For example s3-bucket.",
                Sql = (sql, kind) => sql.Is("r.kind", kind),
            },
            new FilterKey<ResourceFilter, string?>("text", FilterTypes.Text(), f => f.Text, (f, v) => f with { Text = v })
            {
                Label = "Text",
                Description = "Found anywhere in name or ARN, ignoring case.",
                Sql = (sql, text) => sql.Has(text, "r.name", "r.arn"),
            },
            new FilterKey<ResourceFilter, IReadOnlyList<string>?>(
                "tag", FilterTypes.Texts(FilterSubject.Text), f => f.Tags, (f, v) => f with { Tags = v })
            {
                Label = "Tag",
                Description = "A tag's key, or key=value, both as AWS has them; several have to be there all of them.",
            },
            new FilterKey<ResourceFilter, bool?>("findings", FilterTypes.Flag, f => f.HasFindings, (f, v) => f with { HasFindings = v })
            {
                Label = "Open findings",
                Description = "True for resources with a finding that is not resolved, false for those without.",
                ChipWords = new Dictionary<string, string> { ["true"] = "some", ["false"] = "none" },
            },
        ],
        AsOfKey.Of<ResourceFilter>("What the portal knew at that moment.", (f, v) => f with { AsOf = v }));

    /// <summary>Reads the word of an order.</summary>
    public static bool TryReadSort(string text, out ResourceSort sort) => EnumWords.TryRead(text, out sort);
}
