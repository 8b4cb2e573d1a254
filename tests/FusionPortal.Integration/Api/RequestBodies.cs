using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FusionPortal.Integration.Api;

/// <summary>Bodies made from the types that routes take.</summary>
internal static class RequestBodies
{
    public const string All = "*";

    public static bool IsText(Type type) => type == typeof(string) || type == typeof(string[]);

    /// <param name="place">The property whose texts become <paramref name="text"/>; <see cref="All"/> for every one, null for none.</param>
    public static JsonObject Build(Type type, string? place, string text)
    {
        var body = new JsonObject();
        foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var hit = place == All || place == property.Name;
            body[NameOf(property)] = Value(property.PropertyType, hit, text, 0);
        }

        return body;
    }

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static JsonNode? Value(Type type, bool hit, string text, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return hit ? text : null;
        if (type == typeof(JsonElement) || type == typeof(object)) return hit ? text : null;
        if (type == typeof(Guid)) return Guid.CreateVersion7().ToString();
        if (type == typeof(bool)) return false;
        if (type.IsPrimitive) return 1;
        if (type.IsEnum) return Enum.GetNames(type)[0];
        if (type == typeof(DateOnly)) return "2026-12-01";
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime)) return "2026-12-01T00:00:00Z";
        if (depth > 3) return null;
        var dictionary = type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType
            && i.GetGenericTypeDefinition() is var g && (g == typeof(IReadOnlyDictionary<,>) || g == typeof(IDictionary<,>)));
        if (dictionary is not null) return hit ? new JsonObject { [text] = "x", ["site-title"] = text } : new JsonObject();
        var list = type.GetInterfaces().Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        if (list is not null) return new JsonArray(Value(list.GetGenericArguments()[0], hit, text, depth + 1));
        var body = new JsonObject();
        foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0))
            body[NameOf(property)] = Value(property.PropertyType, hit, text, depth + 1);
        return body;
    }
}
