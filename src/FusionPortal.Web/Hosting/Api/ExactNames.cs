using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>
/// Enumerations by one of their names, in any letter case. The serializer's own converter also takes numbers, and several names with commas
/// between, whose values it adds up to a third.
/// </summary>
internal sealed class ExactNames : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<T> : JsonConverter<T> where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Named =
            Enum.GetNames<T>().ToDictionary(name => name, Enum.Parse<T>, StringComparer.OrdinalIgnoreCase);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Named.TryGetValue(reader.GetString()!, out var value) ? value : throw None();

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Named.TryGetValue(reader.GetString()!, out var value) ? value : throw None();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());

        private static JsonException None() => new($"It is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}

/// <summary>Describes them, which is only known of the serializer's own converter.</summary>
internal sealed class ExactNamesSchema : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } named)
        {
            schema.Type ??= JsonSchemaType.String;
            schema.Enum ??= [.. Enum.GetNames(named).Select(name => (JsonNode)name)];
        }

        return Task.CompletedTask;
    }
}
