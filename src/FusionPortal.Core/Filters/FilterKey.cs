using FusionPortal.Core.Data;

namespace FusionPortal.Core.Filters;

/// <summary>One key of a filter, described once: addresses of pages, the API, reports and certificates all read this.</summary>
/// <param name="name">As addresses and the API write it, for example <c>account</c>.</param>
/// <param name="type">How its values are written.</param>
public abstract class FilterKey(string name, FilterType type)
{
    public string Name { get; } = name;

    public FilterType Type { get; } = type;

    /// <summary>For people, above its box and on a certificate.</summary>
    public required string Label { get; init; }

    /// <summary>One or two sentences for whoever writes an address or a program.</summary>
    public required string Description { get; init; }

    /// <summary>
    /// On certificates where nothing was asked, for example "Accounts", "every account"; null where leaving it out says enough.
    /// </summary>
    public (string Name, string Words)? WhenOpen { get; init; }

    /// <summary>In front of its values where a list shows what it is filtered by; the label, if nothing shorter is said.</summary>
    public string ChipLabel { get => field ?? Label; init; }

    /// <summary>Words for values that say little as addresses write them: "none known" for an empty one.</summary>
    public IReadOnlyDictionary<string, string> ChipWords { get; init; } = new Dictionary<string, string>();

    /// <summary>True where nothing can be answered without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>As reports state it; a report's bytes hold it, so it stays.</summary>
    public string StatedAs { get; init; } = name;
}

/// <summary>The same for one filter.</summary>
public abstract class FilterKey<TFilter>(string name, FilterType type) : FilterKey(name, type)
{
    /// <summary>As addresses write it; empty where it restricts nothing.</summary>
    public abstract IReadOnlyList<string> Write(TFilter filter);

    /// <summary>The same filter with what another one has of this key.</summary>
    public abstract TFilter As(TFilter filter, TFilter other);

    internal abstract TFilter Read(TFilter filter, IReadOnlyList<string> texts, ICollection<string> notUnderstood);

    internal abstract string? State(TFilter filter);

    internal abstract void Restrict(SqlFilter sql, TFilter filter);
}

/// <summary>And with the property it is about.</summary>
public sealed class FilterKey<TFilter, TValue>(
    string name, FilterType<TValue> type, Func<TFilter, TValue> get, Func<TFilter, TValue, TFilter> with) : FilterKey<TFilter>(name, type)
{
    /// <summary>The condition, for lists that the database filters. Null means no restriction, and is given too.</summary>
    internal Action<SqlFilter, TValue>? Sql { get; init; }

    public override IReadOnlyList<string> Write(TFilter filter) => [.. type.Write(get(filter))];

    public override TFilter As(TFilter filter, TFilter other) => with(filter, get(other));

    internal override void Restrict(SqlFilter sql, TFilter filter) => Sql?.Invoke(sql, get(filter));

    internal override TFilter Read(TFilter filter, IReadOnlyList<string> texts, ICollection<string> notUnderstood) =>
        with(filter, type.Read(texts, notUnderstood));

    internal override string? State(TFilter filter) => type.State(get(filter));

    internal TFilter With(TFilter filter, TValue value) => with(filter, value);
}
