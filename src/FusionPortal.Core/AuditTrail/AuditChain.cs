using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FusionPortal.Core.AuditTrail;

/// <summary>One stored event, exactly as the database holds it.</summary>
internal sealed record AuditRow(
    long Seq, DateTime At, string Actor, string Kind, string Subject, byte[] Commit, byte[] Prev, byte[] Hash, bool BodyRow, byte[]? Salt,
        string? Body);

/// <summary>
/// Recomputes the chain independently of the database function that wrote it. Events are given in the order of their numbers, from 1.
/// </summary>
internal sealed class AuditChain(string stream, AuditPosition? anchor)
{
    public const string RedactionKind = "audit.redacted";

    private readonly byte[] _streamHash = Sha256(stream);
    private readonly SortedSet<long> _withoutBody = [];
    private byte[] _prev = new byte[32];

    public long Seq { get; private set; }

    /// <summary>The first fault that the event shows, or null.</summary>
    public AuditFault? Check(AuditRow row)
    {
        var expected = Seq + 1;
        if (row.Seq != expected)
            return Fault(AuditFaultKind.EventMissing, expected, $"Event {expected} is missing; the next one is {row.Seq}.");
        if (!row.Prev.AsSpan().SequenceEqual(_prev))
            return Fault(AuditFaultKind.ChainBroken, row.Seq, $"Event {row.Seq} does not follow from the one before it.");
        if (!HashOf(row).AsSpan().SequenceEqual(row.Hash))
            return Fault(AuditFaultKind.EventEdited, row.Seq, $"Event {row.Seq} was edited: its facts do not give its hash.");
        if (CheckBody(row) is { } fault) return fault;
        if (anchor?.Seq == row.Seq && anchor.Hash != Convert.ToHexStringLower(row.Hash))
            return Fault(AuditFaultKind.AnchorDiffers, row.Seq, $"Event {row.Seq} is not the one the anchor saw: the trail was rewritten.");

        (_prev, Seq) = (row.Hash, row.Seq);
        return null;
    }

    /// <summary>What only the end shows: a cut tail, or a body gone without a redaction.</summary>
    public AuditFault? CheckEnd(AuditPosition head)
    {
        if (head.Seq != Seq || head.Hash != Convert.ToHexStringLower(_prev))
            return Fault(AuditFaultKind.TailCut, Seq + 1, $"The head says {head.Seq} events, the trail ends at {Seq}.");
        if (anchor?.Seq > Seq)
            return Fault(AuditFaultKind.TailCut, Seq + 1, $"The anchor saw {anchor.Seq} events, the trail ends at {Seq}.");
        return _withoutBody.Count == 0
            ? null
            : Fault(AuditFaultKind.BodyMissing, _withoutBody.Min,
                $"The body of event {_withoutBody.Min} is gone, and no redaction was recorded.");
    }

    private AuditFault? CheckBody(AuditRow row)
    {
        if (row.Body is null || row.Salt is null)
        {
            // A redaction comes later in the trail; whether there is one shows at the end.
            if (!row.BodyRow) return Fault(AuditFaultKind.BodyMissing, row.Seq, $"The body of event {row.Seq} was removed.");
            _withoutBody.Add(row.Seq);
            return null;
        }

        var commit = SHA256.HashData([.. row.Salt, .. Encoding.UTF8.GetBytes(row.Body)]);
        if (!commit.AsSpan().SequenceEqual(row.Commit))
            return Fault(AuditFaultKind.BodyEdited, row.Seq, $"The body of event {row.Seq} was edited.");

        // The subject is kept beside the event for searching; the body is what is hashed.
        using var body = JsonDocument.Parse(row.Body);
        if (body.RootElement.GetProperty("subject").GetString() != row.Subject)
            return Fault(AuditFaultKind.EventEdited, row.Seq, $"Event {row.Seq} was edited: its subject is not the one in its body.");
        if (row.Kind == RedactionKind && row.Subject.Split(':') is [_, var redacted] && long.TryParse(redacted, out var seq))
            _withoutBody.Remove(seq);
        return null;
    }

    private byte[] HashOf(AuditRow row)
    {
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(numbers, row.Seq);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], (row.At - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return SHA256.HashData([.. _prev, .. numbers, .. _streamHash, .. Sha256(row.Actor), .. Sha256(row.Kind), .. row.Commit]);
    }

    private static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static AuditFault Fault(AuditFaultKind kind, long seq, string message) => new(kind, seq, message);
}
