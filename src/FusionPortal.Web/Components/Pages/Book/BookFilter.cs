using FusionPortal.Conventions;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Book;

/// <summary>Which conventions the page shows; its address is its state.</summary>
/// <param name="Text">Found anywhere in id, title, reason, pattern or mending, ignoring case; empty for all.</param>
/// <param name="Severity">Of this one only; null for all.</param>
/// <param name="Failing">Those that something violates.</param>
public sealed record BookFilter(string Text = "", Severity? Severity = null, bool Failing = false)
{
    public const string Path = "/conventions";

    public static BookFilter Of(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        string One(string key) => query.TryGetValue(key, out var found) ? found.ToString().Trim() : "";
        return new(
            One("text"), Enum.TryParse<Severity>(One("severity"), ignoreCase: true, out var severity) ? severity : null,
            One("failing") == "true");
    }

    public string Href() => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["text"] = Text.Length == 0 ? null : Text,
        ["severity"] = Severity?.ToString().ToLowerInvariant(),
        ["failing"] = Failing ? "true" : null,
    }.Where(pair => pair.Value is not null));

    public bool Lets(BookRow row) =>
        (Severity is null || row.Summary.Severity == Severity) && (!Failing || row.Count is { Violated: > 0 })
        && (Text.Length == 0 || new[]
        {
            row.Summary.Id, row.Summary.Title, row.Summary.Why, row.Summary.Fix, row.Convention.Pattern ?? "", row.Kinds,
        }.Any(t => t.Contains(Text, StringComparison.OrdinalIgnoreCase)));
}
