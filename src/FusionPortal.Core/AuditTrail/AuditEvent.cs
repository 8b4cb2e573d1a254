namespace FusionPortal.Core.AuditTrail;

/// <summary>A typed entry for the audit trail, handed to the trail by the use case that changed state.</summary>
/// <param name="Kind">For example <c>run.step-set</c>: lower-case, feature dot verb.</param>
/// <param name="Subject">What it is about, for example <c>run:0199...</c> or <c>organization:acme</c>.</param>
/// <param name="Body">Serialized once as JSON; exactly those bytes are hashed and stored. Never holds a secret.</param>
public sealed record AuditEvent(string Kind, string Subject, object Body);
