using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace FusionPortal.Simulator.Wire;

/// <summary>What goes back: status, type and bytes.</summary>
internal sealed partial record WireAnswer(int Status, string ContentType, byte[] Body, string? ErrorCode = null)
{
    // Characters go out as AWS sends them, not escaped for a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A tag may hold characters that XML 1.0 does not; they go out as references, as AWS writes them.
    private static readonly XmlWriterSettings Compact = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The same answer, in whose first ARN service, region and account are missing.</summary>
    public WireAnswer WithMalformedArn() =>
        this with { Body = Encoding.UTF8.GetBytes(ArnHead().Replace(Encoding.UTF8.GetString(Body), "arn:aws:", 1)) };

    public static WireAnswer Json(Action<Utf8JsonWriter> write, Dialect? dialect = null)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        var type = dialect?.Protocol == WireProtocol.RestJson ? "application/json"
            : "application/x-amz-json-" + (dialect?.JsonVersion ?? "1.1");
        return new WireAnswer(200, type, buffer.ToArray());
    }

    /// <param name="operation">For example AssumeRole.</param>
    /// <param name="result">The inside of the operation's Result element.</param>
    /// <param name="requestId">Echoed in the metadata.</param>
    public static WireAnswer StsXml(string operation, string result, string requestId) => new(200, "text/xml", Encoding.UTF8.GetBytes(
        $"""
        <{operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <{operation}Result>{result}</{operation}Result>
        <ResponseMetadata><RequestId>{requestId}</RequestId></ResponseMetadata></{operation}Response>
        """));

    /// <summary>The answer of a Query operation; <paramref name="write"/> fills its Result element.</summary>
    public static WireAnswer QueryXml(WireCall call, Action<XmlWriter> write) =>
        Xml(call.Operation + "Response", call.Dialect.Namespace, w =>
    {
        w.Element(call.Operation + "Result", write);
        w.Element("ResponseMetadata", m => m.WriteElementString("RequestId", call.RequestId));
    });

    /// <summary>The answer of an EC2 operation.</summary>
    public static WireAnswer Ec2Xml(WireCall call, Action<XmlWriter> write) => Xml(call.Operation + "Response", call.Dialect.Namespace, w =>
    {
        w.WriteElementString("requestId", call.RequestId);
        write(w);
    });

    public static WireAnswer Xml(string root, string space, Action<XmlWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Compact))
        {
            writer.WriteStartElement(root, space);
            write(writer);
            writer.WriteEndElement();
        }

        return new WireAnswer(200, "text/xml", buffer.ToArray());
    }

    public static WireAnswer Error(AwsError error, WireCall call) => call.Protocol switch
    {
        WireProtocol.Json or WireProtocol.RestJson => Json(
            w =>
            {
                w.WriteString("__type", error.Code);
                w.WriteString(call.Protocol == WireProtocol.Json ? "Message" : "message", error.Message);
            },
            call.Dialect) with
        { Status = error.Status, ErrorCode = error.Code, Headers = [new("x-amzn-ErrorType", error.Code)] },
        WireProtocol.Ec2 =>
            ErrorXml(
            error, $"<Response><Errors><Error><Code>{error.Code}</Code><Message>{Escape(error.Message)}</Message></Error></Errors>"
                + $"<RequestID>{call.RequestId}</RequestID></Response>"),
        WireProtocol.RestXml =>
            ErrorXml(
            error, $"<Error><Code>{error.Code}</Code><Message>{Escape(error.Message)}</Message><RequestId>"
                + $"{call.RequestId}</RequestId></Error>") with
            { Headers = error.BucketRegion is { } region ? [new("x-amz-bucket-region", region)] : [] },
        _ => ErrorXml(error,
            $"""
            <ErrorResponse xmlns="{call.Dialect.Namespace}">
            <Error><Type>{(error.Status >= 500 ? "Receiver" : "Sender")}</Type><Code>{error.Code}</Code>
            <Message>{Escape(error.Message)}</Message></Error>
            <RequestId>{call.RequestId}</RequestId></ErrorResponse>
            """),
    };

    public static string Escape(string text) => SecurityElement.Escape(text);

    private static WireAnswer ErrorXml(AwsError error, string xml) =>
        new(error.Status, "text/xml", Encoding.UTF8.GetBytes(xml), error.Code);

    [GeneratedRegex(@"arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d*:")]
    private static partial Regex ArnHead();
}
