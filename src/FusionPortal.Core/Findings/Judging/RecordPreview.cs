using FusionPortal.Conventions;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>What a change of the portal's own records would do to findings. Nothing has been written.</summary>
/// <param name="Revision">Of the record the preview is about; the change has to name it, and is refused where somebody changed the record
/// since.</param>
/// <param name="Opens">Findings that would open or open again.</param>
/// <param name="Closes">Findings that would be resolved.</param>
/// <param name="NotEvaluated">Open findings that would stay open although nobody could judge them any more.</param>
/// <param name="Conventions">Every convention of which something opens or closes, most first.</param>
/// <param name="Examples">The first of them by severity; at most <see cref="Most"/> that open and as many that close.</param>
/// <param name="IncludesOthers">
/// True where records or the estate have changed since the last judging: what that changes is counted too, since it happens with the same
/// judging.
/// </param>
/// <param name="Token">
/// To be given back with the change, by whoever saw this. It is of this change and of everything that opens and closes, so the change is
/// refused where that is another by then.
/// </param>
public sealed record RecordPreview(
    long Revision, long Opens, long Closes, long NotEvaluated, IReadOnlyList<PreviewCount> Conventions,
        IReadOnlyList<PreviewFinding> Examples, bool IncludesOthers,
    string Token)
{
    /// <summary>Examples of each kind.</summary>
    public const int Most = 20;

    /// <summary>Nothing was ever judged, so that nothing can open or close.</summary>
    internal static RecordPreview Nothing(IEnumerable<string> change, long revision) =>
        new(revision, 0, 0, 0, [], [], false, SeenPreview.Token(change, revision, 0, ""));
}

/// <summary>What opens and closes of one convention.</summary>
public sealed record PreviewCount(string ConventionId, string Title, long Opens, long Closes);

/// <summary>One finding that would open or close.</summary>
/// <param name="Opens">False where it would close.</param>
/// <param name="Number">Shown as F-{number}; null where it has never been seen.</param>
public sealed record PreviewFinding(
    bool Opens, long? Number, string ConventionId, Severity Severity, string Title, string Name, string AccountId, string? OrgId);
