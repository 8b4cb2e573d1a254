using System.Text.Json;
using FusionPortal.Conventions.Secrets;
using FusionPortal.Core.Data;

namespace FusionPortal.Core.Inventory;

/// <summary>The search for tags: a key, or key=value; the value may be empty, and hold further equals signs.</summary>
internal static class ResourceTags
{
    /// <summary>Adds a condition for each, on the tags of <c>r</c> as its list or the tagging API tells them.</summary>
    /// <param name="where">Gets the conditions.</param>
    /// <param name="tags">As asked.</param>
    /// <param name="tagsValid">Which tag versions of <c>t</c> count, as SQL.</param>
    public static void Restrict(SqlFilter where, IReadOnlyList<string>? tags, string tagsValid)
    {
        foreach (var tag in tags ?? [])
        {
            var has = Has(where, tag);
            where.And($"""
                {has("r.tags")} or (r.tags is null and r.arn_hash in (
                  select t.arn_hash from tag_version t where {tagsValid} and {has("t.tags")}))
                """);
        }
    }

    /// <summary>
    /// For a file: <c>key=value</c> in the order of the keys, one a line; "not told" where no source has told them. What looks like a
    /// secret is left out.
    /// </summary>
    public static string Text(JsonElement? tags) => tags is not { ValueKind: JsonValueKind.Object } map ? "not told"
        : string.Join('\n', map.EnumerateObject().OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => SecretGuard.InspectPair(t.Name, t.Value.ToString()) is { } secret
                ? $"{t.Name}=(hidden: looks like {secret.Name})" : $"{t.Name}={t.Value}"));

    private static Func<string, string> Has(SqlFilter where, string tag)
    {
        var at = tag.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
        {
            var key = where.Value(tag);
            return column => $"jsonb_exists({column}, {key})";
        }

        var pair = where.Value(JsonSerializer.Serialize(new Dictionary<string, string> { [tag[..at]] = tag[(at + 1)..] }));
        return column => $"{column} @> {pair}::text::jsonb";
    }
}
