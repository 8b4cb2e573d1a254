using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace FusionPortal.Aws.Sdk.Runtime;

/// <summary>How model types are written to and read from the wire: member names as they are, absent members left out.</summary>
internal static class JsonWire
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepOwnMembersOnly } },
        Converters = { new UnixTimeConverter(), new ConstantConverterFactory() },
    };

    /// <summary>Members the SDK's base classes declare (response metadata, status) are not part of a service's model.</summary>
    private static void KeepOwnMembersOnly(JsonTypeInfo info)
    {
        if (!info.Type.IsSubclassOf(typeof(AmazonWebServiceResponse)) && !info.Type.IsSubclassOf(typeof(AmazonWebServiceRequest))) return;
        foreach (var foreign in info.Properties.Where(p =>
            (p.AttributeProvider as System.Reflection.MemberInfo)?.DeclaringType?.Assembly == typeof(AmazonWebServiceRequest).Assembly)
                .ToList())
            info.Properties.Remove(foreign);
    }

    /// <summary>Timestamps are seconds since 1970, with a fraction, in UTC.</summary>
    private sealed class UnixTimeConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? DateTime.Parse(
                    reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
                : DateTime.UnixEpoch.AddSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
    }

    /// <summary>The SDK's open enumerations travel as their strings; a value unknown here is kept, not refused.</summary>
    private sealed class ConstantConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsSubclassOf(typeof(ConstantClass));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ConstantConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class ConstantConverter<T> : JsonConverter<T> where T : ConstantClass
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (T)Activator.CreateInstance(typeof(T), reader.GetString())!;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
