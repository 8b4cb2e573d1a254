using System.Text.Json;
using System.Text.Json.Serialization;

namespace FusionPortal.Checklists.Fields;

/// <summary>A field's type travels as its <see cref="FieldType.Name"/>.</summary>
public sealed class FieldTypeJson : JsonConverter<FieldType>
{
    public override FieldType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } name && FieldTypes.ByName.TryGetValue(name, out var type) ? type
            : throw new JsonException("There is no such type of field.");

    public override void Write(Utf8JsonWriter writer, FieldType value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.Name);
    }
}
