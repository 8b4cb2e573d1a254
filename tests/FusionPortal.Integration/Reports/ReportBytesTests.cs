using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FusionPortal.Core.AuditTrail;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Reports;

/// <summary>
/// The bytes of every report as a program gets them, with headers and what the trail says of it, against what is committed: a change of
/// them is meant, or it is a fault. With <c>WRITE_EXPECTED=1</c> in the environment the file is written anew instead. Ids are numbered in
/// the order they come; the hash is held against the bytes.
/// </summary>
[Collection(nameof(FilledPortal))]
public sealed partial class ReportBytesTests(FilledPortal filled)
{
    private static readonly string Expected = Path.Combine(Folder(), "Expected", "reports.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AuditQueries Trail => filled.Host.Services.GetRequiredService<AuditQueries>();

    [Fact]
    public async Task Reports_HaveTheBytesTheyAlwaysHad()
    {
        var all = new StringBuilder();
        var before = (await Trail.HeadAsync(Token)).Seq;
        using var auditor = await filled.Host.ApiAsync("demo-auditor", Token);
        foreach (var question in Questions())
            foreach (var format in new[] { "csv", "json" })
                all.Append(await AskAsync(auditor, question.Replace("{format}", format, StringComparison.Ordinal)));
        all.Append(await TrailAsync(before));
        var ids = new List<string>();
        var text = SomeId().Replace(SomeHash().Replace(all.ToString(), "(hash)"), id => Numbered(ids, id.Value));
        text = text.Replace("\r\n", "\\r\n", StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable("WRITE_EXPECTED") == "1") await File.WriteAllTextAsync(Expected, text, Token);
        Assert.Equal(await File.ReadAllTextAsync(Expected, Token), text);
    }

    private IEnumerable<string> Questions()
    {
        var before = $"{filled.Before:yyyy-MM-ddTHH:mm:ss}Z";
        string[] findings =
        [
            "", $"asOf={before}", "status=open&status=resolved&status=Acknowledged", "organization=KITEQA&mixUps=false", "organization=",
            "account=222222222222&account=111111111111", "severity=high&severity=critical&kind=s3-bucket", "text=cmd&text=other",
            "environment=qa&convention=ENV-01&convention=ORG-ID-02", "status=resolved&deleted=true", "status=resolved&deleted=false",
        ];
        foreach (var query in findings) yield return $"/api/v1/reports/findings.{{format}}?{query}";
        // Not of every convention: each new one of the book that nobody can judge here would be a row.
        foreach (var query in new[] { "convention=ENV-05", "account=333333333333&text=%20role%20", $"convention=ENV-01&asOf={before}" })
            yield return $"/api/v1/reports/not-evaluated.{{format}}?{query}";
        foreach (var query in new[] { "", $"asOf={before}" }) yield return $"/api/v1/reports/coverage.{{format}}?{query}";
        // Only what people made: new kinds of the simulator are no rows of it.
        foreach (var query in new[] { "kind=s3-bucket", $"tag=OrgId&asOf={before}" })
            yield return $"/api/v1/reports/inventory.{{format}}?{query}";
        foreach (var query in new[] { "", $"account=222222222222&asOf={before}" })
            yield return $"/api/v1/reports/accounts.{{format}}?{query}";
        yield return $"/api/v1/reports/runs/{filled.Run}.{{format}}";
        var now = filled.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        yield return $"/api/v1/reports/runs/{filled.Run}.{{format}}?asOf={now:yyyy-MM-ddTHH:mm:ss}Z";
    }

    private static async Task<string> AskAsync(HttpClient http, string address)
    {
        using var first = await http.GetAsync(address, Token);
        using var response = first.StatusCode == HttpStatusCode.MovedPermanently
            ? await http.GetAsync(first.Headers.Location, Token)
            : first;
        var body = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode} {Encoding.UTF8.GetString(body)}");
        var hash = SHA256.HashData(body);
        Assert.Equal(Convert.ToHexStringLower(hash), response.Headers.GetValues("X-Content-SHA256").Single());
        Assert.Equal($"sha-256=:{Convert.ToBase64String(hash)}:", response.Headers.GetValues("Repr-Digest").Single());
        var limit = response.Headers.TryGetValues("X-Knowledge-Hours", out var hours) ? hours.Single() : "none";
        return $"""
            === {address}
            {response.Content.Headers.ContentType} {response.Content.Headers.ContentDisposition} {response.Headers.CacheControl}
            redacted {response.Headers.GetValues("X-Redacted-Entries").Single()}, knowledge {limit}
            {Encoding.UTF8.GetString(body)}

            """;
    }

    // Oldest first. What the hash is of depends on ids; it is held against the bytes above.
    private async Task<string> TrailAsync(long before)
    {
        var text = new StringBuilder("=== The audit trail\n");
        string[] reports = ["findings", "not-evaluated", "inventory", "coverage", "accounts", "run"];
        foreach (var subject in reports.Select(name => $"report:{name}"))
            foreach (var entry in (await Trail.OfSubjectAsync(subject, null, 200, Token)).Where(e => e.Seq > before).Reverse())
                text.AppendLine(
                    CultureInfo.InvariantCulture, $"{entry.Kind} {subject} {entry.Actor} {entry.Body}");
        return text.ToString();
    }

    private static string Numbered(List<string> ids, string id)
    {
        if (!ids.Contains(id)) ids.Add(id);
        return $"(id {ids.IndexOf(id) + 1})";
    }

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")]
    private static partial Regex SomeId();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex SomeHash();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
