using FusionPortal.Core;
using FusionPortal.Core.Reports;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Shared;

/// <summary>Where reports are: the file, the page that certifies it, and the register of what was produced.</summary>
public static class ReportAddress
{
    public const string Page = "/reports";

    public const string Produced = $"{Page}/produced";

    // What most come for.
    private const string First = "findings";

    /// <summary>What the person may produce, in the order of the gallery.</summary>
    public static IReadOnlyList<Report> Of(ReportCatalog reports, Actor actor) =>
        [.. reports.All.Where(r => r.MayProduce.Any(actor.Is)).OrderBy(r => r.Name != First)];

    /// <param name="name">Of a report.</param>
    /// <param name="extension">Of one of its formats.</param>
    /// <param name="question">As <see cref="Report.Write"/> gives it.</param>
    public static string File(string name, string extension, IEnumerable<KeyValuePair<string, string>> question) =>
        Href($"{Page}/{name}.{extension}", question);

    /// <summary>The page with a question filled in.</summary>
    public static string Chosen(string name, IEnumerable<KeyValuePair<string, string>> question) => Href($"{Page}/{name}", question);

    private static string Href(string path, IEnumerable<KeyValuePair<string, string>> question) =>
        QueryHelpers.AddQueryString(path, question.Select(q => KeyValuePair.Create(q.Key, (string?)q.Value)));
}
