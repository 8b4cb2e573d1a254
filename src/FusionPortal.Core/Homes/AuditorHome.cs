using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Findings;

namespace FusionPortal.Core.Homes;

/// <summary>What an auditor comes for.</summary>
/// <param name="Since">What is called changed happened after it.</param>
/// <param name="SinceSeq">The number of the trail's last event at that moment; 0 where there was none.</param>
/// <param name="Head">The end of the trail now.</param>
/// <param name="Verified">The last verification of the trail by anybody; null before the first.</param>
/// <param name="Reports">What was produced, the last of each question, newest first; at most
/// <see cref="AuditorHomeQueries.Reports"/>.</param>
/// <param name="Changes">By kind, the zeros too, in a fixed order.</param>
public sealed record AuditorHome(
    DateTimeOffset Since, long SinceSeq, AuditPosition Head, TrailVerified? Verified, IReadOnlyList<ReportMade> Reports,
    CoverageSummary Coverage, IReadOnlyList<TrailChange> Changes);

/// <summary>One verification of the trail.</summary>
/// <param name="Checked">Events found good.</param>
/// <param name="Fault">In a sentence, the first fault; null where there was none.</param>
/// <param name="Seq">The end of the trail that was verified.</param>
public sealed record TrailVerified(DateTimeOffset At, string By, bool Good, long Checked, string? Fault, long Seq);

/// <summary>A report as it was produced last.</summary>
/// <param name="Name">Of the report.</param>
/// <param name="AsOf">The moment it is of.</param>
/// <param name="Asked">Everything else it was asked, as the trail has it.</param>
/// <param name="Seq">Of its entry in the trail.</param>
/// <param name="Times">How often the very same question was answered, as far back as <see cref="AuditorHomeQueries.Far"/> entries
/// go.</param>
/// <param name="SameBytes">Whether each time gave the same; null where it was produced once.</param>
public sealed record ReportMade(
    string Name, DateTimeOffset? AsOf, IReadOnlyDictionary<string, string> Asked, string Format, long Rows, string Sha256,
    DateTimeOffset At, string By, long Seq, int Times, bool? SameBytes);

/// <summary>What auditors ask after by name.</summary>
public enum TrailTopic { Books, Templates, AccountRoles, AccountsRead, Clients, Rights, Schedules, Retention, Redactions }

/// <summary>How often something was done, and who did it last.</summary>
/// <param name="LastSeq">Of the last event of it; null where there was none.</param>
/// <param name="By">Who did it, by name, each once; empty where there was none.</param>
public sealed record TrailChange(TrailTopic Topic, long Count, long? LastSeq, IReadOnlyList<string> By)
{
    /// <summary>The kinds of event that are counted.</summary>
    public static IReadOnlyList<string> KindsOf(TrailTopic topic) => topic switch
    {
        TrailTopic.Books => ["convention-book.published"],
        TrailTopic.Templates => ["template.published"],
        TrailTopic.AccountRoles => ["account.declared"],
        TrailTopic.AccountsRead => ["account.paused", "account.resumed", "account.retired", "account.returned"],
        TrailTopic.Clients => ["organization.corrected", "organization.created"],
        // Roles themselves come from the identity provider; what the portal gives is a way in, and who counts as whom.
        TrailTopic.Rights => ["person.declared", "recovery.made", "recovery.used"],
        TrailTopic.Schedules => ["schedule.added", "schedule.removed"],
        TrailTopic.Retention => ["history.pruned", "knowledge.limit-set"],
        TrailTopic.Redactions => [AuditRedactions.DoneKind],
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, null),
    };
}
