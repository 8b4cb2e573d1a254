using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Filters;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FusionPortal.Web.Components.Pages.Audit;

/// <summary>The audit trail's address: filter, and the number below which the list begins.</summary>
public sealed record AuditAddress(AuditFilter Filter, long? Before = null)
{
    public const string Path = "/audit";

    /// <summary>The trail as it stood at that moment; null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>What is asked of the trail: nothing later than the moment.</summary>
    public AuditFilter Asked =>
        AsOf is { } at && at.AddMicroseconds(1) is var end && !(Filter.To < end) ? Filter with { To = end } : Filter;

    public static AuditAddress Parse(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        return new(
            new AuditFilter(Text("who"), Text("kind"), Text("subject"), Day("from", 0), Day("to", 1), Text("client"))
            {
                Finding = AuditFilter.Number(Text("finding")),
                RunId = Guid.TryParse(Text("run"), out var run) ? run : null,
                Resource = Text("resource"),
            },
            long.TryParse(Text("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null)
        {
            AsOf = Moments.Of(address),
        };

        string? Text(string key) => query.TryGetValue(key, out var found) && found.ToString().Trim() is { Length: > 0 } text ? text : null;
        DateTimeOffset? Day(string key, int later) =>
            DateOnly.TryParseExact(Text(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new DateTimeOffset(day.AddDays(later), TimeOnly.MinValue, TimeSpan.Zero)
                : null;
    }

    /// <summary>The last day shown, as the address writes it; the filter itself ends before the day after.</summary>
    public string? ToDay => Filter.To is { } to ? Iso(to.AddDays(-1)) : null;

    public string? FromDay => Filter.From is { } from ? Iso(from) : null;

    public string Href()
    {
        (string Key, string? Value)[] pairs =
        [
            ("who", Filter.Who), ("kind", Filter.Kind), ("client", Filter.OrgId),
            ("finding", Filter.Finding is { } finding ? $"F-{finding}" : null), ("run", Filter.RunId?.ToString()),
            ("resource", Filter.Resource), ("subject", Filter.Subject), ("from", FromDay), ("to", ToDay),
            (Moments.Key, AsOf is { } at ? MomentText.Of(at) : null), ("before", Before?.ToString(CultureInfo.InvariantCulture)),
        ];
        return QueryHelpers.AddQueryString(
            Path, pairs.Where(p => p.Value is not null).Select(p => new KeyValuePair<string, StringValues>(p.Key, p.Value)));
    }

    /// <summary>All of these events as a file, as the API asks for them.</summary>
    public string ExportHref()
    {
        (string Key, string? Value)[] pairs =
        [
            ("who", Asked.Who), ("kind", Asked.Kind), ("client", Asked.OrgId),
            ("finding", Asked.Finding?.ToString(CultureInfo.InvariantCulture)), ("run", Asked.RunId?.ToString()),
            ("resource", Asked.Resource), ("subject", Asked.Subject),
            ("from", Asked.From is { } from ? MomentText.Of(from) : null), ("to", Asked.To is { } to ? MomentText.Of(to) : null),
        ];
        return QueryHelpers.AddQueryString(
            $"{Path}/events.csv", pairs.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value)));
    }

    public AuditAddress With(AuditFilter filter) => new(filter) { AsOf = AsOf };

    public int Filters => new object?[]
    {
        Filter.Who, Filter.Kind, Filter.OrgId, Filter.Finding, Filter.RunId, Filter.Resource, Filter.Subject, Filter.From, Filter.To,
    }.Count(f => f is not null);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>One event as the page shows it.</summary>
/// <param name="Details">The event's own data, indented; null where the body is gone; what cannot be read as it is.</param>
public sealed record AuditRow(AuditSentence Sentence, string? Details)
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public AuditEntry Entry => Sentence.Entry;

    public static AuditRow Of(AuditSentence sentence)
    {
        if (sentence.Entry.Body is null) return new(sentence, null);
        // What nobody can read is shown as it is.
        if (AuditBody.Read(sentence.Entry.Body) is not { } body) return new(sentence, sentence.Entry.Body);
        return new(sentence, body.TryGetProperty("data", out var data) ? JsonSerializer.Serialize(data, Indented) : null);
    }

    /// <summary>Where a subject can be looked at; null where the portal has no page for it.</summary>
    public static string? HrefOf(string? subject)
    {
        if (subject is null || subject.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0) return null;
        var id = subject[(colon + 1)..];
        return subject[..colon] switch
        {
            "scan" when Guid.TryParse(id, out var scan) => $"/scans/{scan}",
            "finding" when Guid.TryParse(id, out var finding) => $"/findings/{finding}",
            "run" when Guid.TryParse(id, out var run) => $"/runs/{run}",
            "shared-resource" when Guid.TryParse(id, out var resource) => $"/shared-resources/{resource}",
            "account" => "/accounts",
            "organization" => $"/clients/{Uri.EscapeDataString(id)}",
            "convention-book" => "/conventions",
            "report" => ReportAddress.Chosen(id, []),
            "report-preset" => ReportAddress.Page,
            _ => null,
        };
    }
}

/// <summary>What the audit page shows for one address.</summary>
public sealed record AuditView(AuditAddress Address, IReadOnlyList<AuditRow> Rows, AuditPosition Head)
{
    public const int PageSize = 50;

    /// <summary>Older events of the same filter; null where these are the last.</summary>
    public string? OlderHref => Rows.Count < PageSize ? null : (Address with { Before = Rows[^1].Entry.Seq }).Href();

    public string? NewestHref => Address.Before is null ? null : Address.With(Address.Filter).Href();
}
