using FusionPortal.Demo.Past;

namespace FusionPortal.Demo.Tests.Docs;

/// <summary>The demo's past as the page tells it: a row for each thing that happened, the earliest first.</summary>
internal static class PastTold
{
    public static IEnumerable<string> Rows =>
        PastChanges.All.Select(change => (From: change.Since ?? change.Until, change.Until, change.What))
            .Concat(PastStory.Acts.GroupBy(act => act.What).Select(acts => (
                From: acts.Max(act => act.Day), Until: acts.Max(act => act.Day),
                What: acts.Count() == 1 ? acts.Key
                    : $"{acts.Key} And again on days {string.Join(", ", acts.Select(a => a.Day).Skip(1))}.")))
            .Concat(PastStory.Gaps.Select(gap => (From: gap.Day, Until: gap.Day, gap.What)))
            .Append((From: PastStory.Days, Until: PastStory.Days, What: PastStory.Beginning))
            .Append((From: PastStory.Silent.Max(), Until: PastStory.Silent.Min(),
                What: "Nothing was scanned: the portal's server was moved."))
            .OrderByDescending(told => told.From).ThenBy(told => told.What, StringComparer.Ordinal)
            .Select(told => $"| {(told.From == told.Until ? $"{told.From}" : $"{told.From}–{told.Until}")} | {Sentence(told.What)} |");

    private static string Sentence(string what) => what[^1] is '.' or '”' ? what : what + ".";
}
