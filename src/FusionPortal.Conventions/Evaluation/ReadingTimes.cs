namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Since when what is known of a kind stands, place by place: what was captured later nobody has looked at yet there. A place that was
/// never read whole is not among them.
/// </summary>
public sealed class ReadingTimes
{
    private readonly Dictionary<(string AccountId, string Region, string Kind), DateTimeOffset> _places = [];
    private readonly Dictionary<string, DateTimeOffset[]> _byKind;

    /// <param name="readings">Account, region (empty for what a reading lists for all regions), kind, and when the reading began. Of two of
    /// one place the older counts.</param>
    public ReadingTimes(IEnumerable<(string AccountId, string Region, string Kind, DateTimeOffset At)> readings)
    {
        foreach (var (account, region, kind, at) in readings)
            if (!_places.TryGetValue((account, region, kind), out var known) || at < known) _places[(account, region, kind)] = at;
        _byKind = _places.GroupBy(p => p.Key.Kind, p => p.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Order().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Whether every place of the kind that was ever read whole was read after the moment; false where none was.</summary>
    public bool AllAfter(string kind, DateTimeOffset moment) =>
        _byKind.TryGetValue(kind, out var readings) && readings[0] > moment;

    /// <summary>Whether the kind was read there after the moment; false where it was never read whole.</summary>
    public bool IsAfter(string kind, string accountId, string region, DateTimeOffset moment) =>
        (_places.TryGetValue((accountId, region, kind), out var at) || _places.TryGetValue((accountId, "", kind), out at)) && at > moment;

    /// <summary>
    /// In how many places the kind was read after the moment. While the same places are read whole, an equal count is an equal answer to
    /// every question of when, since readings only get younger.
    /// </summary>
    public int CountAfter(string kind, DateTimeOffset moment)
    {
        if (!_byKind.TryGetValue(kind, out var readings)) return 0;
        var (low, high) = (0, readings.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (readings[middle] > moment) high = middle;
            else low = middle + 1;
        }

        return readings.Length - low;
    }
}
