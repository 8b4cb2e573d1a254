namespace FusionPortal.Core.Findings;

/// <summary>How far back a trend goes.</summary>
public enum TrendSpan
{
    /// <summary>The end of each of the last 30 days.</summary>
    Days30,

    /// <summary>The end of each of the last 90 days.</summary>
    Days90,

    /// <summary>The end of every seventh day of the last year.</summary>
    Year,
}

/// <summary>Spans as addresses and scripts write them.</summary>
public static class TrendSpans
{
    public static string WordOf(TrendSpan span) => span switch
    {
        TrendSpan.Days30 => "30d",
        TrendSpan.Days90 => "90d",
        TrendSpan.Year => "1y",
        _ => throw new ArgumentOutOfRangeException(nameof(span), span, null),
    };

    /// <returns>Null for a word that is none.</returns>
    public static TrendSpan? Find(string? word) => Enum.GetValues<TrendSpan>().Cast<TrendSpan?>()
        .FirstOrDefault(span => string.Equals(WordOf(span!.Value), word, StringComparison.OrdinalIgnoreCase));
}

/// <param name="AccountId">One account only; null for all.</param>
/// <param name="AsOf">Seen from that moment; null means now.</param>
public sealed record TrendFilter(string? AccountId = null, TrendSpan Span = TrendSpan.Days30, DateTimeOffset? AsOf = null);

/// <summary>How the estate stood at one moment.</summary>
/// <param name="At">The end of a day in UTC, or the moment the trend is seen from.</param>
/// <param name="Open">Findings not resolved.</param>
/// <param name="Critical">Of these, critical ones.</param>
/// <param name="High">Of these, high ones.</param>
/// <param name="Score">As the compliance page showed it then.</param>
/// <param name="Targets">Targets of accounts that were read.</param>
/// <param name="Completed">Of these, how many were covered.</param>
public sealed record TrendPoint(
    DateTimeOffset At, long Open, long Critical, long High, ComplianceScore Score, int Targets, int Completed)
{
    /// <summary>Null while there was nothing to read.</summary>
    public double? CoveragePercent => Targets == 0 ? null : 100.0 * Completed / Targets;
}

public enum TrendMarkKind
{
    /// <summary>A convention book came into force.</summary>
    Book,

    /// <summary>A checklist template was published.</summary>
    Template,
}

/// <summary>Something people did that may explain a step in the line.</summary>
/// <param name="Title">Of the template; null for books.</param>
public sealed record TrendMark(DateTimeOffset At, TrendMarkKind Kind, int Version, string? Title, string By);

/// <summary>The estate over time.</summary>
/// <param name="Points">Oldest first; from the first moment at which a scan had ended and what is compared is kept.</param>
/// <param name="Marks">Between the first and the last point, oldest first.</param>
/// <param name="From">Where the asked span begins: later points alone mean that nothing is known of before.</param>
public sealed record Trend(IReadOnlyList<TrendPoint> Points, IReadOnlyList<TrendMark> Marks, DateTimeOffset From);

/// <summary>Open findings of each convention over time.</summary>
/// <param name="Moments">Oldest first; from the first moment at which a scan had ended and what is compared is kept.</param>
/// <param name="Open">At each of these moments, by the convention's id; a convention that never had one is not in it.</param>
public sealed record ConventionTrends(IReadOnlyList<DateTimeOffset> Moments, IReadOnlyDictionary<string, IReadOnlyList<long>> Open);
