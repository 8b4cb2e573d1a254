using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <param name="Next">The token of the page behind; null on the last.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Entries, string? Next);

/// <summary>Cuts lists into pages. A token is good for the list, account, region and filters it came from, for a while.</summary>
internal sealed class Paging(SimulatorOptions options, Func<DateTimeOffset> now)
{
    /// <param name="call">Whose list.</param>
    /// <param name="list">The whole of it; only the page is taken from it.</param>
    /// <param name="faults">What is wrong with the page.</param>
    /// <param name="token">The parameter that carries the token.</param>
    /// <param name="size">Entries to a page.</param>
    /// <param name="filters">Whatever else decides what is in the list.</param>
    /// <exception cref="AwsError">The token is too old, or not of this list.</exception>
    public ListPage<T> Cut<T>(
        WireCall call, IReadOnlyList<T> list, PageFaults faults, string token, int size, params ReadOnlySpan<string> filters)
    {
        var digest = PaginationToken.Digest([call.Principal!.AccountId, call.Region, call.Api, .. filters]);
        var (from, count) = faults.Window(Start(call, token, digest), size);
        var total = list.Count;
        var entries = new List<T>(Math.Max(0, Math.Min(count, total - from)));
        while (entries.Count < count && from + entries.Count < total) entries.Add(list[from + entries.Count]);
        var next = from + entries.Count;
        return new ListPage<T>(entries, next < total ? new PaginationToken(digest, next, now()).Write() : null);
    }

    private int Start(WireCall call, string token, string digest)
    {
        if (call.Text(token) is not { Length: > 0 } text) return 0;
        return PaginationToken.Read(text) is { } read && read.Query == digest && now() - read.Issued <= options.PaginationTokenLife
            ? read.Next
            : throw new AwsError(call.Dialect.StaleToken, $"The specified {token} is not valid.");
    }
}
