using FusionPortal.Core.Coverage;

namespace FusionPortal.Core.Reports;

/// <summary>One report while it is read: rows come once, in a fixed order, and are forgotten as they are written.</summary>
/// <param name="Name">For example <c>findings</c>; the JSON's <c>report</c> and the first sheet's name.</param>
/// <param name="Version">Raised when columns or their meaning change; the same version, filter and moment give the same bytes.</param>
/// <param name="AboutName">What <paramref name="About"/> is called in the JSON.</param>
/// <param name="About">What the rows are of, in a fixed order; only what was set.</param>
/// <param name="Columns">snake_case; the CSV's header and the JSON's property names.</param>
/// <param name="Rows">Each as long as <paramref name="Columns"/>: text, whole numbers, booleans, moments, or null.</param>
internal sealed record ReportTable(
    string Name, int Version, string AboutName, IReadOnlyList<KeyValuePair<string, string>> About, IReadOnlyList<string> Columns,
        IAsyncEnumerable<object?[]> Rows)
{
    /// <summary>What of the audit trail is about the same, to be counted where it was redacted.</summary>
    public required TrailScope Trail { get; init; }

    /// <summary>The limit that shaped what is not evaluated; null for what nobody judges.</summary>
    public KnowledgeLimit? Limit { get; init; }
}

/// <param name="Sha256">Of the canonical content: the file itself for CSV and JSON, for XLSX the CSV of the same rows. Lower-case
/// hexadecimal.</param>
/// <param name="AsOf">The moment the rows are of.</param>
/// <param name="About">What the rows are of, by name: every filter that was set.</param>
/// <param name="Redacted">
/// Entries of the audit trail, up to that moment and about what was asked, whose body has been redacted. The one thing that may differ when
/// the same question is asked again.
/// </param>
/// <param name="Limit">The limit of <c>Knowledge:Hours</c> that shaped what is not evaluated; null for what nobody judges.</param>
public sealed record ReportProduced(
    string Sha256, long Rows, DateTimeOffset AsOf, IReadOnlyList<KeyValuePair<string, string>> About, long Redacted, KnowledgeLimit? Limit)
{
    /// <summary>The number of its event in the audit trail.</summary>
    public long Seq { get; init; }
}
