namespace FusionPortal.Core.AuditTrail;

/// <summary>What a verification of the trail found.</summary>
/// <param name="Checked">Events read and found good, from the first on.</param>
/// <param name="Head">What the head of the chain says; an anchor when it is kept outside the database.</param>
/// <param name="Fault">The first fault, or null when the whole trail is good.</param>
public sealed record AuditVerification(long Checked, AuditPosition Head, AuditFault? Fault)
{
    public bool Good => Fault is null;
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

    /// <summary>The body is gone, and no redaction was recorded.</summary>
    BodyMissing,

    /// <summary>The trail ends before its head, or before an anchor.</summary>
    TailCut,

    /// <summary>The trail does not hold what the anchor saw: it was rewritten.</summary>
    AnchorDiffers,
}

/// <param name="Seq">The first number that is wrong.</param>
/// <param name="Message">For people.</param>
public sealed record AuditFault(AuditFaultKind Kind, long Seq, string Message);
