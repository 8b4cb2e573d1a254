using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Inventory;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>A resource as it is judged, read from <see cref="ResourceSql"/>.</summary>
internal static class ObservationRow
{
    /// <summary>The target first, then what <see cref="Read"/> reads.</summary>
    public static readonly string Columns =
        $"r.target_id, r.arn, r.kind, r.name, r.account_id, r.region, {ResourceSql.Tags}, {ResourceSql.Facts}, {ResourceSql.TagsKnown}";

    /// <summary>Reads what <see cref="Columns"/> select.</summary>
    public static Observation Read(NpgsqlDataReader r) => new(
        r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5),
        r.IsDBNull(6) ? TagCollection.Empty : Tags(r.GetFieldValue<byte[]>(6)), r.IsDBNull(7) ? null : Facts(r.GetFieldValue<byte[]>(7)))
    {
        TagsKnown = r.GetBoolean(8),
    };

    private static TagCollection Tags(byte[] json)
    {
        var tags = new List<KeyValuePair<string, string>>();
        var reader = new Utf8JsonReader(json);
        string? key = null;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName) key = reader.GetString()!;
            else if (reader.TokenType == JsonTokenType.String) tags.Add(KeyValuePair.Create(key!, reader.GetString()!));
        }

        return tags.Count == 0 ? TagCollection.Empty : new TagCollection(tags);
    }

    private static JsonElement Facts(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }
}
