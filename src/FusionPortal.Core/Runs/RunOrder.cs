namespace FusionPortal.Core.Runs;

/// <summary>The orders of a list of runs, each total, and where a page goes on.</summary>
internal static class RunOrder
{
    /// <param name="runs">Which runs.</param>
    /// <param name="sort">The order.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public static IQueryable<RunPosition> After(IQueryable<Run> runs, RunSort sort, RunPosition? after) => sort switch
    {
        RunSort.LastWorked => (after is null ? runs : runs.Where(
                r => r.LastActivityAt < after.At || (r.LastActivityAt == after.At && r.Id.CompareTo(after.Id) < 0)))
            .OrderByDescending(r => r.LastActivityAt).ThenByDescending(r => r.Id)
            .Select(r => new RunPosition(r.LastActivityAt, r.Id, null)),
        RunSort.LeftLongest => (after is null ? runs : runs.Where(
                r => r.LastActivityAt > after.At || (r.LastActivityAt == after.At && r.Id.CompareTo(after.Id) > 0)))
            .OrderBy(r => r.LastActivityAt).ThenBy(r => r.Id)
            .Select(r => new RunPosition(r.LastActivityAt, r.Id, null)),
        RunSort.Begun => (after is null ? runs : runs.Where(
                r => r.StartedAt < after.At || (r.StartedAt == after.At && r.Id.CompareTo(after.Id) < 0)))
            .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id)
            .Select(r => new RunPosition(r.StartedAt, r.Id, null)),
        // By the database's own comparison on either side.
#pragma warning disable CA1309
        RunSort.Title => (after?.Title is not { } title ? runs : runs.Where(
                r => string.Compare(r.Title, title) > 0 || (r.Title == title && r.Id.CompareTo(after.Id) > 0)))
            .OrderBy(r => r.Title).ThenBy(r => r.Id)
            .Select(r => new RunPosition(r.StartedAt, r.Id, r.Title)),
#pragma warning restore CA1309
        _ => throw new RefusedException(RefusalKind.Invalid, "unknown-order", "Choose lastWorked, leftLongest, begun or title.", "sort"),
    };
}
