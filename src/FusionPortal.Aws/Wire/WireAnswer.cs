using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace FusionPortal.Aws.Wire;

/// <summary>An answer without a model class: the element its body holds.</summary>
internal sealed class WireAnswer : AmazonWebServiceResponse
{
    /// <summary>The root of an XML answer, its namespaces removed.</summary>
    public XElement? Xml { get; init; }

    /// <summary>The root of a JSON answer.</summary>
    public JsonElement Json { get; init; }
}

/// <summary>Reads answers and errors of the Query, JSON 1.1, REST-JSON and REST-XML protocols.</summary>
internal sealed class WireReader(bool isXml) : JsonResponseUnmarshaller
{
    // Errors are short; what is longer is no error of AWS's.
    private const int LongestError = 64 * 1024;

    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        if (isXml) return new WireAnswer { Xml = ReadXml(input.Stream) };
        using var document = JsonDocument.Parse(input.Stream);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new WireAnswer { Json = document.RootElement.Clone() }
            : throw new JsonException("The answer is no JSON object.");
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var (code, message) = Error(input);
        return new AmazonServiceException(
            message ?? $"AWS answered with status {(int)statusCode}.", innerException,
            (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender, code ?? "",
            input.ResponseData.GetHeaderValue("x-amzn-RequestId") ?? "", statusCode);
    }

    private (string? Code, string? Message) Error(JsonUnmarshallerContext input)
    {
        var inHeader = input.ResponseData.IsHeaderPresent("x-amzn-ErrorType") ? input.ResponseData.GetHeaderValue("x-amzn-ErrorType")
            : null;
        try
        {
            using var body = new MemoryStream(Start(input.Stream));
            if (isXml)
            {
                var error = ReadXml(body);
                return (error.Descendants("Code").FirstOrDefault()?.Value, error.Descendants("Message").FirstOrDefault()?.Value);
            }

            using var json = JsonDocument.Parse(body);
            return (Bare(inHeader ?? json.RootElement.Text("__type") ?? json.RootElement.Text("code")),
                json.RootElement.Text("message") ?? json.RootElement.Text("Message"));
        }
        catch (Exception e) when (e is XmlException or JsonException)
        {
            // A load balancer's page, for example: the status alone must do.
            return (Bare(inHeader), null);
        }
    }

    private static byte[] Start(Stream stream)
    {
        var buffer = new byte[LongestError];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    // "com.amazon.coral.service#AccessDeniedException" and "AccessDeniedException:http://internal.amazon.com/..." both occur.
    private static string? Bare(string? type)
    {
        if (type is null) return null;
        var bare = type[(type.IndexOf('#') + 1)..];
        return bare.IndexOf(':') is >= 0 and var colon ? bare[..colon] : bare;
    }

    private static XElement ReadXml(Stream stream)
    {
        using var reader = XmlReader.Create(stream, Plain);
        var root = XElement.Load(reader);
        foreach (var element in root.DescendantsAndSelf()) element.Name = element.Name.LocalName;
        return root;
    }
}

/// <summary>Reads members of answers that may be absent, null or of another type than promised.</summary>
internal static class WireAnswers
{
    public static string? Text(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray() : [];

    /// <summary>The text of a child element; null where it is absent or empty.</summary>
    public static string? Text(this XElement xml, string child) => xml.Element(child)?.Value is { Length: > 0 } text ? text : null;

    public static bool? Flag(this XElement xml, string child) => bool.TryParse(xml.Element(child)?.Value, out var flag) ? flag : null;

    /// <summary>The entries of a list, whatever the service calls an entry: <c>member</c>, <c>Tag</c>, <c>DBInstance</c>.</summary>
    public static IEnumerable<XElement> Items(this XElement xml, string list) => xml.Element(list)?.Elements() ?? [];
}
