namespace FusionPortal.Core.Filters;

/// <summary>What a filter's value names: which box a form gives it, and what it is looked up in before anything is answered.</summary>
public enum FilterSubject { Text, Account, Organization, Convention, Kind, Region, Words, Flag, Moment, Run }

/// <summary>How a filter's value is read from an address, written into one, and stated on a certificate.</summary>
/// <param name="subject">What it names.</param>
/// <param name="repeats">Whether the key may come more than once, each time with another value.</param>
public abstract class FilterType(FilterSubject subject, bool repeats)
{
    public FilterSubject Subject { get; } = subject;

    public bool Repeats { get; } = repeats;

    /// <summary>All there are, as addresses write them, where there are only so many; else empty.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>A value as people read it, where it says itself what it is.</summary>
    /// <param name="text">As addresses write it.</param>
    public virtual string Shown(string text) => text;
}

/// <typeparam name="TValue">The property's own type; null means no restriction.</typeparam>
public abstract class FilterType<TValue>(FilterSubject subject, bool repeats = false) : FilterType(subject, repeats)
{
    /// <param name="texts">As given, trimmed.</param>
    /// <param name="notUnderstood">Gets what is no value of this type; it then restricts nothing.</param>
    internal abstract TValue Read(IReadOnlyList<string> texts, ICollection<string> notUnderstood);

    /// <summary>Empty for no restriction.</summary>
    internal abstract IEnumerable<string> Write(TValue value);

    /// <summary>Always the same text for the same restriction; null for none.</summary>
    internal abstract string? State(TValue value);
}
