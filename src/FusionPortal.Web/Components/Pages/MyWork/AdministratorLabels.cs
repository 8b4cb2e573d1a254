using FusionPortal.Core.Homes;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.MyWork;

/// <summary>Something to set up, and where.</summary>
/// <param name="Why">What is lost without it.</param>
public sealed record SetupItem(string Title, string Why, string Verb, string Href);

/// <summary>How the home of an administrator speaks.</summary>
public static class AdministratorLabels
{
    /// <summary>What stands still without it first.</summary>
    public static IReadOnlyList<SetupItem> Items(AdministratorHome home)
    {
        var items = new List<SetupItem>();
        if (home.Scans is { Last: null, Running: null })
            items.Add(new(
                "Nothing was scanned yet", "The first scan lists the accounts and shows what is where.", "Go to scans", "/scans"));
        if (home.Undeclared.Count > 0)
            items.Add(new(
                $"{Names(home.Undeclared.Select(a => a.Name))} {(home.Undeclared.Count == 1 ? "is" : "are")} not declared",
                "Environment conventions are not evaluated there.", "Declare…", "/accounts"));
        if (home.Register.Seen > 0)
            items.Add(new(
                $"AWS shows {Words.Count(home.Register.Seen, "organization")} nobody recorded",
                "Nobody can say where their resources belong.", "Record…", "/clients/seen-in-aws"));
        items.AddRange(home.Conflicts.Select(c => new SetupItem("A shipped text was refused", c.Says, "See the book", "/conventions")));
        if (home.BookOffer is { } book)
            items.Add(new(
                $"Convention book {book.Number} waits", $"It ships with the portal; version {book.InForce} stays in force until somebody "
                    + "decides.", "Look at it", "/conventions"));
        items.AddRange(home.TemplateOffers.Select(t => new SetupItem(
            $"{EscapedText.Plain(t.Title)} {t.Offer.Number} waits",
            $"It ships with the portal; version {t.Offer.InForce} stays in force until somebody decides.", "Look at it", "/runs/new")));
        if (home.Schedules.Count == 0)
            items.Add(new(
                "No scan starts by itself", "What nobody has read for longer than the limit is not evaluated.", "Set a schedule",
                "/scans/schedules"));
        if (home.Coverage.Unreachable is { Count: > 0 } lost)
            items.Add(new(
                $"{Names(lost.Select(a => a.Name))} cannot be read", lost[0].Message + " " + lost[0].Advice, "See accounts", "/accounts"));
        return items;
    }

    public static string Sort(string group) => group switch
    {
        "discover" => "List accounts of a scan",
        "target" => "Read targets",
        "evaluate" => "Judge what was read",
        "scans" => "Start scans, sweep, judge again",
        "search" => "Keep the search index",
        _ => group,
    };

    private static string Names(IEnumerable<string> names)
    {
        var all = names.Select(EscapedText.Plain).ToArray();
        return all.Length <= 3 ? Words.List(all) : $"{all[0]}, {all[1]} and {all.Length - 2} more accounts";
    }
}
