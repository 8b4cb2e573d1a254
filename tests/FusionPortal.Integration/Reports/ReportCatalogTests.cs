using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionPortal.Core;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Reports;
using FusionPortal.Integration.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Xunit;

namespace FusionPortal.Integration.Reports;

/// <summary>What every report has to say of itself, and that it comes in every form by both its addresses.</summary>
[Collection(nameof(FilledPortal))]
public sealed class ReportCatalogTests(FilledPortal filled)
{
    private static readonly Dictionary<Role, string> Clients = Enum.GetValues<Role>()
        .ToDictionary(role => role, role => $"demo-{role.ToString().ToLowerInvariant()}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReportCatalog Reports => filled.Host.Services.GetRequiredService<ReportCatalog>();

    [Fact]
    public void EveryReport_IsOneFileAndSaysWhatItIs()
    {
        Assert.True(Reports.All.Count >= 4, $"{Reports.All.Count} reports");
        Assert.All(Reports.All, report =>
        {
            var type = report.GetType();
            Assert.True(type.IsSealed);
            Assert.True(File.Exists(Path.Combine(Source, type.Name + ".cs")), $"{type.Name} has no file of its own");
            Assert.Matches("^[a-z]+(-[a-z]+)*$", report.Name);
            Assert.Matches("^[A-Z][a-z]", report.Title);
            Assert.EndsWith(".", report.Summary);
            Assert.True(report.RowLabel.Length > 0 && report.Everything.Length > 0 && report.Version > 0);
            Assert.NotEmpty(report.MayProduce);
            Assert.All(report.Columns, column => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", column));
            Assert.Distinct(report.Columns);
            Assert.Equal("asOf", report.Parameters[^1].Name);
            Assert.Distinct(report.Parameters.Select(p => p.Name));
            Assert.All(report.Parameters, p => Assert.True(p.Label.Length > 0 && p.Description.EndsWith('.'), $"{report.Name} {p.Name}"));
            Assert.Same(report, Reports.Get(report.Name));
        });
        Assert.Distinct(Reports.All.Select(r => r.Name));
        Assert.Distinct(Reports.All.Select(r => r.Title));
    }

    [Fact]
    public async Task EveryReport_ComesInEveryForm_AndTheTrailSaysSo()
    {
        foreach (var report in Reports.All)
        {
            var role = report.MayProduce[^1];
            using var program = await filled.Host.ApiAsync(Clients[role], Token);
            var csv = "";
            foreach (var format in ReportFormats.All)
            {
                using var response = await program.GetAsync($"/api/v1{Address(report, format)}", Token);
                var body = await response.Content.ReadAsByteArrayAsync(Token);
                Assert.True(response.StatusCode == HttpStatusCode.OK, $"{report.Name}.{format.Extension}: {Encoding.UTF8.GetString(body)}");
                Assert.Equal(format.ContentType, response.Content.Headers.ContentType?.ToString());
                Assert.EndsWith($".{format.Extension}", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
                var hash = response.Headers.GetValues("X-Content-SHA256").Single();
                if (format.Format == ReportFormat.Csv) csv = hash;
                Assert.Equal(format.IsCanonical ? Convert.ToHexStringLower(SHA256.HashData(body)) : csv, hash);
                var rows = Holds(report, format, body, hash);
                var entry = (await filled.Host.Services.GetRequiredService<AuditQueries>()
                    .OfSubjectAsync($"report:{report.Name}", null, 1, Token))[0];
                var data = JsonDocument.Parse(entry.Body!).RootElement.GetProperty("data");
                Assert.Equal(("report.exported", Clients[role]), (entry.Kind, entry.Actor));
                Assert.Equal(
                    (format.Format.ToString(), report.Version, hash, rows),
                    (data.GetProperty("format").GetString(), data.GetProperty("version").GetInt32(),
                        data.GetProperty("sha256").GetString(), data.GetProperty("rows").GetInt32()), IgnoringCase);
            }
        }
    }

    [Fact]
    public async Task EveryReport_OfAPersonWithoutTheRight_Is403()
    {
        foreach (var report in Reports.All)
        {
            foreach (var role in Enum.GetValues<Role>().Except(report.MayProduce))
            {
                using var program = await filled.Host.ApiAsync(Clients[role], Token);
                var refused = await Problem.ReadAsync(
                    await program.GetAsync($"/api/v1{Address(report, ReportFormats.All[0])}", Token), HttpStatusCode.Forbidden);
                Assert.Equal("forbidden", refused.Code);
            }

            var nobody = new Actor("nobody", "No Body", new HashSet<Role>());
            var asked = new ReportRequest(report.Name, report.Read(_ => [], new List<string>()), ReportFormat.Csv);
            Assert.Equal("forbidden", (await Assert.ThrowsAsync<RefusedException>(() =>
                filled.Host.Services.GetRequiredService<ProduceReport>().ExecuteAsync(asked, nobody, Stream.Null, Token))).Code);
        }
    }

    [Theory]
    [InlineData("/api/v1/coverage.csv?asOf=2026-11-20T08%3A30%3A00Z", "/api/v1/reports/coverage.csv?asOf=2026-11-20T08%3A30%3A00Z")]
    [InlineData("/api/v1/coverage.csv", "/api/v1/reports/coverage.csv")]
    [InlineData(
        "/api/v1/reports/runs/0199a000-0000-7000-8000-000000000000.json?asOf=2026-11-20T09:00:00Z",
        "/api/v1/reports/run.json?asOf=2026-11-20T09:00:00Z&run=0199a000-0000-7000-8000-000000000000")]
    public async Task OldAddress_SendsReadersOn_WithTheirQuery(string old, string now)
    {
        using var anybody = filled.Host.Anonymous();

        using var moved = await anybody.GetAsync(old, Token);
        using var written = await anybody.PostAsync(old, null, Token);

        Assert.Equal((HttpStatusCode.MovedPermanently, now), (moved.StatusCode, moved.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.Unauthorized, written.StatusCode);
    }

    private string Address(Report report, ReportFormatInfo format) => $"/reports/{report.Name}.{format.Extension}?"
        + string.Join('&', report.Parameters.Where(p => p.IsRequired).Select(p => $"{p.Name}={filled.Run}"));

    private static int Holds(Report report, ReportFormatInfo format, byte[] body, string hash)
    {
        if (format.Format == ReportFormat.Csv)
        {
            var text = Encoding.UTF8.GetString(body);
            Assert.StartsWith(string.Join(',', report.Columns) + "\r\n", text);
            return Rows(text);
        }

        if (format.Format == ReportFormat.Json)
        {
            var json = JsonDocument.Parse(body).RootElement;
            Assert.Equal(report.Name, json.GetProperty("report").GetString());
            var rows = json.GetProperty("rows").EnumerateArray().ToList();
            Assert.NotEmpty(rows);
            Assert.All(rows, row => Assert.Equal(report.Columns, row.EnumerateObject().Select(p => p.Name)));
            return rows.Count;
        }

        using var workbook = new MemoryStream(body);
        var about = workbook.Query(useHeaderRow: true, sheetName: "About").Cast<IDictionary<string, object>>()
            .ToDictionary(r => (string)r["what"], r => $"{r["value"]}");
        Assert.Equal(hash, about["sha256_of_csv"]);
        return workbook.Query(useHeaderRow: true, sheetName: report.Name).Count();
    }

    // Lines outside quotes, the header aside.
    private static int Rows(string csv)
    {
        var (quoted, lines) = (false, 0);
        foreach (var c in csv)
        {
            if (c == '"') quoted = !quoted;
            else if (c == '\n' && !quoted) lines++;
        }

        return lines - 1;
    }

    private static bool IgnoringCase((string? Format, int, string?, int) one, (string? Format, int, string?, int) other) =>
        string.Equals(one.Format, other.Format, StringComparison.OrdinalIgnoreCase) && one with { Format = "" }
            == other with { Format = "" };

    private static string Source => Path.GetFullPath(Path.Combine(Folder(), "../../../src/FusionPortal.Core/Reports"));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
