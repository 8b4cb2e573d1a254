using FusionPortal.Core.AuditTrail;

namespace FusionPortal.Core.AuditReading;

/// <summary>An event as people read it.</summary>
/// <param name="Entry">The event itself, with what was hashed.</param>
/// <param name="Who">The actor's name at the time; the subject id where the body is gone or cannot be read.</param>
/// <param name="Parts">What was done, from the word after the person on.</param>
/// <param name="Changes">What was different before and after; empty where the kind has nothing of the sort.</param>
public sealed record AuditSentence(
    AuditEntry Entry, string Who, IReadOnlyList<SentencePart> Parts, IReadOnlyList<EventChange> Changes)
{
    /// <summary>The whole sentence without its links.</summary>
    public string Text => $"{Who} {string.Concat(Parts.Select(p => p.Text))}";
}
