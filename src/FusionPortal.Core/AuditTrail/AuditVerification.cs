namespace FusionPortal.Core.AuditTrail;

/// <summary>What a verification of the trail found.</summary>
/// <param name="Checked">Events read and found good, from the first on.</param>
/// <param name="Head">What the head of the chain says; an anchor when it is kept outside the database.</param>
/// <param name="Redacted">Bodies that two people redacted, each with its event.</param>
/// <param name="Faults">What is wrong, by number; at most <see cref="AuditChain.MostFaults"/>. None when the whole trail is good.</param>
public sealed record AuditVerification(long Checked, AuditPosition Head, long Redacted, IReadOnlyList<AuditFault> Faults)
{
    /// <summary>The first fault, or null when the whole trail is good.</summary>
    public AuditFault? Fault => Faults.Count == 0 ? null : Faults[0];

    public bool Good => Faults.Count == 0;
}

public enum AuditFaultKind
{
    /// <summary>A number is missing: an event was removed.</summary>
    EventMissing,

    /// <summary>The event's own facts (when, who, what) do not give its hash.</summary>
    EventEdited,

    /// <summary>The event does not follow from the one before it.</summary>
    ChainBroken,

    /// <summary>The body does not give the commitment.</summary>
    BodyEdited,

    /// <summary>The body is gone, and no redaction by two people that names it was recorded.</summary>
    BodyMissing,

    /// <summary>The body is what was appended, and no event of the portal.</summary>
    NotAnEvent,

    /// <summary>There is no event, and the database holds what only comes with events.</summary>
    TrailEmpty,

    /// <summary>The trail ends before its head, or before an anchor.</summary>
    TailCut,

    /// <summary>The trail does not hold what the anchor saw: it was rewritten.</summary>
    AnchorDiffers,
}

/// <param name="Seq">The first number that is wrong.</param>
/// <param name="Message">For people.</param>
public sealed record AuditFault(AuditFaultKind Kind, long Seq, string Message);
