using System.Text.Json;
using Npgsql;

namespace FusionPortal.Core.Inventory;

internal static class ResourceSql
{
    public static JsonElement? Json(NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : JsonSerializer.Deserialize<JsonElement>(reader.GetString(ordinal));
}
