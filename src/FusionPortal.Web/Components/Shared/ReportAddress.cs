using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Shared;

/// <summary>Where reports are: the file, and the page that certifies it.</summary>
public static class ReportAddress
{
    public const string Page = "/reports";

    /// <summary>The report of an address without a name.</summary>
    public const string First = "findings";

    /// <param name="name">Of a report.</param>
    /// <param name="extension">Of one of its formats.</param>
    /// <param name="question">As <see cref="Core.Reports.Report.Write"/> gives it.</param>
    public static string File(string name, string extension, IEnumerable<KeyValuePair<string, string>> question) =>
        Href($"{Page}/{name}.{extension}", question);

    /// <summary>The page with a question filled in.</summary>
    public static string Chosen(string name, IEnumerable<KeyValuePair<string, string>> question) =>
        Href(Page, name == First ? question : question.Prepend(KeyValuePair.Create("report", name)));

    private static string Href(string path, IEnumerable<KeyValuePair<string, string>> question) =>
        QueryHelpers.AddQueryString(path, question.Select(q => KeyValuePair.Create(q.Key, (string?)q.Value)));
}
