using System.Text.Encodings.Web;
using System.Text.Json;
using FusionPortal.Core.Text;

namespace FusionPortal.Core.Reports.Formats;

/// <summary>
/// One object: <c>report</c>, <c>version</c>, what the rows are of, <c>rows</c>, <c>count</c>. UTF-8, properties in the order of the
/// columns, no moment of its own inside: the same question gives the same bytes.
/// </summary>
internal static class JsonFormat
{
    private const int FlushAt = 32 * 1024;

    public static async Task<long> WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        var count = 0L;
        await using var writer =
            new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("report", table.Name);
        writer.WriteNumber("version", table.Version);
        writer.WriteStartObject(table.AboutName);
        foreach (var (key, value) in table.About) writer.WriteString(key, value);
        writer.WriteEndObject();
        writer.WriteStartArray("rows");
        await foreach (var row in table.Rows.WithCancellation(cancellationToken))
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Length; i++) Write(writer, table.Columns[i], row[i]);
            writer.WriteEndObject();
            count++;
            if (writer.BytesPending >= FlushAt) await writer.FlushAsync(cancellationToken);
        }

        writer.WriteEndArray();
        writer.WriteNumber("count", count);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return count;
    }

    private static void Write(Utf8JsonWriter writer, string column, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull(column);
                break;
            case bool truth:
                writer.WriteBoolean(column, truth);
                break;
            case int or long:
                writer.WriteNumber(column, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteString(column, CanonicalText.Of(value));
                break;
        }
    }
}
