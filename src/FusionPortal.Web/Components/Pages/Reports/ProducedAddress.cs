using System.Globalization;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Reports.Register;
using FusionPortal.Web.Components.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Reports;

/// <summary>The address of the register: what it is filtered by, and the number of the event below which the page begins.</summary>
public sealed record ProducedAddress(ReportRegisterFilter Filter, long? Before = null)
{
    public const int PageSize = 50;

    public bool IsFiltered => Filter with { To = null } != new ReportRegisterFilter();

    public static ProducedAddress Parse(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string? Text(string key) => query.TryGetValue(key, out var found) && found.ToString().Trim() is { Length: > 0 } text ? text : null;
        return new(
            new ReportRegisterFilter(
                Text("text"), Text("report"), To: Moments.Of(address)?.AddMicroseconds(1),
                Bytes: EnumWords.TryRead<BytesCompared>(Text("bytes") ?? "", out var bytes) ? bytes : null),
            long.TryParse(Text("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null);
    }

    public string Href()
    {
        (string Key, string? Value)[] pairs =
        [
            ("text", Filter.Text), ("report", Filter.Name), ("bytes", Filter.Bytes is { } bytes ? EnumWords.Word(bytes) : null),
            (Moments.Key, Filter.To is { } to ? MomentText.Of(to.AddMicroseconds(-1)) : null),
            ("before", Before?.ToString(CultureInfo.InvariantCulture)),
        ];
        return QueryHelpers.AddQueryString(
            ReportAddress.Produced, pairs.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value)));
    }

    /// <summary>Another filter starts at the newest again.</summary>
    public string With(ReportRegisterFilter filter) => new ProducedAddress(filter).Href();
}
