using System.Globalization;
using CsvHelper;
using FusionPortal.Core.Text;


namespace FusionPortal.Core.Reports.Formats;

/// <summary>
/// RFC 4180 in UTF-8 without a byte order mark. A cell of text that a spreadsheet would run as a formula gets a leading apostrophe:
/// that alters the cell, and is why JSON is there for programs.
/// </summary>
internal sealed class CsvFormat : IAsyncDisposable
{
    // Neutralized here and not by the library, so that the bytes are the portal's own promise.
    private static readonly CsvWriterOptions Rfc4180 = CsvWriterOptions.Default with
    {
        Separator = ',',
        NewLine = "\r\n",
        Quoting = CsvQuoting.WhenNeededOrWhitespace,
        Injection = CsvInjection.None,
        WriteByteOrderMark = false,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    private readonly CsvWriter _csv;

    private CsvFormat(Stream output) => _csv = CsvWriter.Create(output, Rfc4180, leaveOpen: true);

    public static async Task<CsvFormat> BeginAsync(Stream output, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var report = new CsvFormat(output);
        foreach (var column in columns) report._csv.WriteField(column);
        await report._csv.EndRecordAsync(cancellationToken);
        return report;
    }

    public async Task RowAsync(object?[] row, CancellationToken cancellationToken)
    {
        foreach (var value in row) _csv.WriteField(value is string text ? Neutral(text) : CanonicalText.Of(value));
        await _csv.EndRecordAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await _csv.DisposeAsync();

    // Spreadsheets pass over what is not seen before a sign, and take the full-width signs for the usual ones.
    internal static string Neutral(string text)
    {
        var first = 0;
        while (first < text.Length && IsPassedOver(text[first])) first++;
        var runs = first < text.Length
            && text[first] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';
        return runs || text is ['\t' or '\r' or '\n', ..] ? "'" + text : text;
    }

    private static bool IsPassedOver(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    public static async Task<long> WriteAsync(ReportTable table, Stream output, CancellationToken cancellationToken)
    {
        var count = 0L;
        await using var report = await BeginAsync(output, table.Columns, cancellationToken);
        await foreach (var row in table.Rows.WithCancellation(cancellationToken))
        {
            await report.RowAsync(row, cancellationToken);
            count++;
        }

        return count;
    }
}
