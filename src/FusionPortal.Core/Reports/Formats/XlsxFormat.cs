using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using FusionPortal.Core.Text;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace FusionPortal.Core.Reports.Formats;

/// <summary>
/// A rendering for people: the rows on the first sheet, and on the second what it is and the hash of the CSV of the same rows. Its own
/// bytes hold the moment it was made and are not promised.
/// </summary>
internal static class XlsxFormat
{
    /// <summary>What a sheet holds, its header row aside.</summary>
    public const int MaxRows = 1_048_575;

    private const int MaxCell = 32_767;

    /// <param name="about">Lines for the second sheet, before the hash.</param>
    /// <returns>The hash of the CSV of the same rows, and how many.</returns>
    /// <exception cref="RefusedException">More rows than a sheet holds.</exception>
    public static async Task<(string Sha256, long Rows)> WriteAsync(
        ReportTable table, IReadOnlyList<KeyValuePair<string, string>> about, Stream output, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using var canonical = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        var csv = await CsvFormat.BeginAsync(canonical, table.Columns, cancellationToken);
        var counter = new Counter();
        var sha256 = "";
        // Sheets are written in this order and each is read only then, so the hash is known when the second begins.
        var sheets = new Dictionary<string, object>
        {
            [table.Name] = Rows(table, csv, counter, cancellationToken),
            ["About"] = About(),
        };
        await output.SaveAsAsync(
            sheets, configuration: new OpenXmlConfiguration { AutoFilter = false }, cancellationToken: cancellationToken);
        return (sha256, counter.Rows);

        async IAsyncEnumerable<Dictionary<string, object?>> About()
        {
            await csv.DisposeAsync();
            await canonical.FlushFinalBlockAsync(cancellationToken);
            sha256 = Convert.ToHexStringLower(hash.Hash!);
            foreach (var (key, value) in about) yield return Line(key, value);
            yield return Line("rows", CanonicalText.Of(counter.Rows));
            yield return Line("sha256_of_csv", sha256);
        }
    }

    private static Dictionary<string, object?> Line(string key, string value) => new()
    {
        ["what"] = CsvFormat.Neutral(key),
        ["value"] = Short(CsvFormat.Neutral(value)),
    };

    private static async IAsyncEnumerable<Dictionary<string, object?>> Rows(
        ReportTable table, CsvFormat csv, Counter counter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in table.Rows.WithCancellation(cancellationToken))
        {
            if (++counter.Rows > MaxRows)
                throw new RefusedException(
                    RefusalKind.Invalid, "too-many-rows", $"Excel holds {MaxRows:N0} rows. Take CSV or JSON, or narrow the filter.");
            await csv.RowAsync(row, cancellationToken);
            var cells = new Dictionary<string, object?>(row.Length);
            for (var i = 0; i < row.Length; i++) cells[table.Columns[i]] = Cell(row[i]);
            yield return cells;
        }

        // A sheet without rows would have no header either.
        if (counter.Rows == 0) yield return table.Columns.ToDictionary(c => c, _ => (object?)null);
    }

    // Text as in the CSV, moments too: a spreadsheet's own dates have neither offset nor microseconds.
    private static object? Cell(object? value) => value switch
    {
        int or long => value,
        string text => Short(CsvFormat.Neutral(text)),
        _ => CanonicalText.Of(value),
    };

    private static string Short(string text) => text.Length <= MaxCell ? text : string.Concat(text.AsSpan(0, MaxCell - 1), "…");

    private sealed class Counter
    {
        public long Rows { get; set; }
    }
}
