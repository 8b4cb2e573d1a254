using FusionPortal.Core;
using FusionPortal.Core.Filters;
using FusionPortal.Core.Reports;

namespace FusionPortal.Web.Api;

/// <summary>Reads filters from the query by their keys. What pages only remark on, the API refuses.</summary>
internal static class QueryFilter
{
    /// <param name="keys">Of the filter.</param>
    /// <param name="query">Of the request.</param>
    /// <param name="others">Keys of the endpoint's own.</param>
    /// <exception cref="RefusedException">A key or value nobody knows: filtering by nothing would look like filtering.</exception>
    public static TFilter Read<TFilter>(FilterKeys<TFilter> keys, IQueryCollection query, params string[] others) where TFilter : IAsOf =>
        Read(keys.All, keys.Read, query, others);

    /// <summary>The same for a report, which is whole and in its own order: where in a list a page stands filters nothing.</summary>
    public static IAsOf Read(Report report, IQueryCollection query) =>
        Read(report.Parameters, report.Read, query, ["sort", "cursor", "page"]);

    private static T Read<T>(
        IReadOnlyList<FilterKey> keys, Func<Func<string, IEnumerable<string?>>, ICollection<string>, T> read, IQueryCollection query,
        string[] others)
    {
        var notUnderstood = new List<string>();
        var filter = read(key => query[key], notUnderstood);
        notUnderstood.AddRange(query.Where(q => !keys.Select(k => k.Name).Concat(others).Contains(q.Key, StringComparer.OrdinalIgnoreCase))
            .Select(q => $"{q.Key}={q.Value}"));
        return notUnderstood is [var first, ..] ? throw NotUnderstood(first) : filter;
    }

    /// <param name="given">As <c>key=text</c>.</param>
    public static RefusedException NotUnderstood(string given) => new(
        RefusalKind.Invalid, "not-understood", $"\"{given}\" is not understood.", given[..given.IndexOf('=', StringComparison.Ordinal)]);
}
