using FusionPortal.Core.Data;

namespace FusionPortal.Core.Filters;

/// <summary>All keys of one filter, in the order in which they are written and stated.</summary>
/// <param name="none">Restricts nothing.</param>
/// <param name="keys">Without the moment, which comes last.</param>
/// <param name="asOf">The moment.</param>
public sealed class FilterKeys<TFilter>(
    TFilter none, IReadOnlyList<FilterKey<TFilter>> keys, FilterKey<TFilter, DateTimeOffset?> asOf) where TFilter : IAsOf
{
    public TFilter None { get; } = none;

    public IReadOnlyList<FilterKey<TFilter>> All { get; } = [.. keys, asOf];

    /// <param name="texts">What the address has of a key, in its order; empty where it has nothing.</param>
    /// <param name="notUnderstood">Gets <c>key=text</c> of each text that is no value of its key.</param>
    public TFilter Read(Func<string, IEnumerable<string?>> texts, ICollection<string> notUnderstood)
    {
        var filter = None;
        foreach (var key in All)
        {
            var wrong = new List<string>();
            filter = key.Read(filter, [.. texts(key.Name).Select(t => t?.Trim() ?? "")], wrong);
            foreach (var text in wrong) notUnderstood.Add($"{key.Name}={text}");
        }

        return filter;
    }

    /// <summary>The same filter as an address has it: nothing in it that restricts nothing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Write(TFilter filter) =>
        [.. All.SelectMany(key => key.Write(filter).Select(text => KeyValuePair.Create(key.Name, text)))];

    /// <summary>Names of the keys that restrict, the moment aside.</summary>
    public IReadOnlyList<FilterKey<TFilter>> On(TFilter filter) =>
        [.. All.Where(key => key != asOf && key.Write(filter).Count > 0)];

    /// <summary>The same filter without what it has of one key.</summary>
    public TFilter Without(FilterKey<TFilter> key, TFilter filter) => key.As(filter, None);

    public TFilter At(TFilter filter, DateTimeOffset? moment) => asOf.With(filter, moment);

    /// <summary>Adds the condition of every key.</summary>
    internal void Restrict(SqlFilter sql, TFilter filter)
    {
        foreach (var key in All) key.Restrict(sql, filter);
    }

    /// <summary>What was asked, as a report states it: only what restricts.</summary>
    internal List<KeyValuePair<string, string>> State(TFilter filter) =>
        [.. All.Select(key => KeyValuePair.Create(key.StatedAs, key.State(filter)!)).Where(stated => stated.Value is not null)];

    /// <summary>The values that name something of a subject.</summary>
    internal IEnumerable<string> Naming(FilterSubject subject, TFilter filter) =>
        All.Where(key => key.Type.Subject == subject).SelectMany(key => key.Write(filter)).Where(text => text.Length > 0);
}

/// <summary>The key that every filter has.</summary>
public static class AsOfKey
{
    public const string Name = "asOf";

    /// <param name="description">What the moment is of, as a sentence; "Without it, now." is said after it.</param>
    /// <param name="with">Sets it.</param>
    public static FilterKey<TFilter, DateTimeOffset?> Of<TFilter>(string description, Func<TFilter, DateTimeOffset?, TFilter> with)
        where TFilter : IAsOf =>
        new(Name, FilterTypes.Moment, f => f.AsOf, with) { Label = "As of", Description = $"{description} Without it, now." };
}
