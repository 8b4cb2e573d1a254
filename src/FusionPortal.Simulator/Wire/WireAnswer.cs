using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FusionPortal.Simulator.Wire;

/// <summary>What goes back: status, type and bytes.</summary>
internal sealed record WireAnswer(int Status, string ContentType, byte[] Body, string? ErrorCode = null)
{
    private const string JsonType = "application/x-amz-json-1.1";

    // Characters go out as AWS sends them, not escaped for a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WireAnswer Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new WireAnswer(200, JsonType, buffer.ToArray());
    }

    /// <param name="operation">For example AssumeRole.</param>
    /// <param name="result">The inside of the operation's Result element.</param>
    /// <param name="requestId">Echoed in the metadata.</param>
    public static WireAnswer StsXml(string operation, string result, string requestId) => new(200, "text/xml", Encoding.UTF8.GetBytes(
        $"""
        <{operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{operation}Result>{result}</{operation}Result><ResponseMetadata><RequestId>{requestId}</RequestId></ResponseMetadata></{operation}Response>
        """));

    public static WireAnswer Error(AwsError error, WireProtocol protocol, string requestId) => protocol == WireProtocol.Json
        ? Json(w =>
        {
            w.WriteString("__type", error.Code);
            w.WriteString("Message", error.Message);
        }) with
        { Status = error.Status, ErrorCode = error.Code }
        : new WireAnswer(error.Status, "text/xml", Encoding.UTF8.GetBytes(
            $"""
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>{(error.Status >= 500 ? "Receiver" : "Sender")}</Type><Code>{error.Code}</Code><Message>{Escape(error.Message)}</Message></Error><RequestId>{requestId}</RequestId></ErrorResponse>
            """), error.Code);

    public static string Escape(string text) => SecurityElement.Escape(text);
}
