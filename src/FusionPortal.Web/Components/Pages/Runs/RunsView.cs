using FusionPortal.Checklists;
using FusionPortal.Core.Runs;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Web.Components.Pages.Runs;

/// <summary>What the address of the list of runs asks for.</summary>
/// <param name="Show">One of <see cref="Shows"/>; null for the open ones.</param>
/// <param name="Search">Found in title, organization ID or resource name; null for all.</param>
/// <param name="Sort">The order.</param>
public sealed record RunsView(string? Show, string? Search, RunSort Sort)
{
    /// <summary>The views, in the order of their tabs.</summary>
    public static IReadOnlyList<(string? Key, string Title, RunFilter Filter)> Shows { get; } =
    [
        (null, "Open", new RunFilter(Finished: false)),
        ("blocked", "Blocked", new RunFilter { Blocked = true }),
        ("installs", "Installs", new RunFilter(RunKind.ClientInstall, Finished: false)),
        ("shared", "Shared resources", new RunFilter(RunKind.SharedResource, Finished: false)),
        ("finished", "Finished", new RunFilter(Finished: true)),
        ("cancelled", "Cancelled", new RunFilter(Cancelled: true)),
        ("all", "All", new RunFilter()),
    ];

    public RunFilter Filter => Shows.First(s => s.Key == Show).Filter with { Text = Search, Sort = Sort };

    /// <summary>Nothing is left out that is not done: an empty list means that there is nothing.</summary>
    public bool IsAll => Show is null or "all" && Search is null;

    /// <summary>The order in words.</summary>
    public string Order => Sort switch
    {
        RunSort.LastWorked => "the latest worked first",
        RunSort.LeftLongest => "the one left longest first",
        RunSort.Begun => "the latest begun first",
        RunSort.Title => "by client or resource",
        _ => throw new InvalidOperationException($"No words for {Sort}."),
    };

    /// <summary>What an address asks for; words nobody knows count as left out.</summary>
    public static RunsView Read(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var query = QueryHelpers.ParseQuery(address.Query);
        var show = query.GetValueOrDefault("show").ToString();
        var search = query.GetValueOrDefault("q").ToString();
        var sort = query.GetValueOrDefault("sort").ToString();
        return new RunsView(
            Shows.Select(s => s.Key).FirstOrDefault(key => string.Equals(key, show, StringComparison.OrdinalIgnoreCase)),
            string.IsNullOrWhiteSpace(search) ? null : search,
            Enum.GetValues<RunSort>().FirstOrDefault(s => string.Equals($"{s}", sort, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The address that asks for it; another page of it with where the page before ended.</summary>
    public string Href(string? after = null) => QueryHelpers.AddQueryString(
        "/runs",
        new Dictionary<string, string?>
        {
            ["show"] = Show,
            ["q"] = Search,
            ["sort"] = Sort == RunSort.LastWorked ? null : $"{char.ToLowerInvariant($"{Sort}"[0])}{$"{Sort}"[1..]}",
            ["after"] = after,
        }.Where(pair => !string.IsNullOrEmpty(pair.Value)));
}
