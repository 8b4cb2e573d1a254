namespace FusionPortal.Core.Reports.Register;

/// <summary>One time a report left the portal, as the audit trail has it.</summary>
/// <param name="Seq">Of its event in the trail.</param>
/// <param name="By">The person's name at the time.</param>
/// <param name="ById">The person's subject id.</param>
/// <param name="Name">Of the report, for example <c>findings</c>.</param>
/// <param name="Version">Of the report then; null where the event's body was redacted.</param>
/// <param name="Format">Null where the event's body was redacted.</param>
/// <param name="AsOf">The moment the rows are of; null where the event's body was redacted.</param>
/// <param name="Asked">What it was asked, in the order of their names; the moment too, where one was asked for.</param>
/// <param name="Rows">Null where it was broken off before its end.</param>
/// <param name="Sha256">Of the canonical content, as <see cref="ReportProduced.Sha256"/>; null where it was broken off before its
/// end.</param>
/// <param name="Redacted">Entries of the trail about what was asked that were redacted by then.</param>
/// <param name="KnowledgeHours">The limit that shaped what is not evaluated; null for what nobody judges.</param>
public sealed record ReportProduction(
    long Seq, DateTimeOffset At, string By, string ById, string Name, int? Version, ReportFormat? Format, DateTimeOffset? AsOf,
    IReadOnlyList<KeyValuePair<string, string>> Asked, long? Rows, string? Sha256, long Redacted, double? KnowledgeHours)
{
    /// <summary>The last time before that the very same question was answered to its end; null where this was the first.</summary>
    public EarlierProduction? Before { get; init; }

    /// <summary>Nothing of it is known but that it was: the body of its event is gone.</summary>
    public bool IsRedacted => Version is null;
}

/// <summary>The last time before that the same question was answered.</summary>
/// <param name="Seq">Of its event in the trail.</param>
/// <param name="Same">Whether the bytes were the same.</param>
/// <param name="Causes">What may explain other bytes; empty where they are the same.</param>
public sealed record EarlierProduction(long Seq, DateTimeOffset At, bool Same, IReadOnlyList<BytesCause> Causes);

/// <summary>What is known to make other bytes of the same question.</summary>
public enum BytesCause
{
    /// <summary>The report's version is another: its columns, or what they mean, changed with the portal.</summary>
    Version,

    /// <summary>The limit of <c>Knowledge:Hours</c> was not written down at that moment, and another one was used.</summary>
    Knowledge,

    /// <summary>Nothing in the trail explains it. Somebody may have changed what the portal keeps.</summary>
    Unexplained,
}
