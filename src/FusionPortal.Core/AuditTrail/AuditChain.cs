using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FusionPortal.Core.AuditTrail;

/// <summary>One stored event, exactly as the database holds it.</summary>
internal sealed record AuditRow(
    long Seq, DateTime At, string Actor, string Kind, string Subject, byte[] Commit, byte[] Prev, byte[] Hash, bool BodyRow, byte[]? Salt,
        string? Body);

/// <summary>
/// Recomputes the chain independently of the database function that wrote it. Events are given in the order of their numbers, from 1. A
/// fault stops nothing: what comes behind it is looked at as well.
/// </summary>
internal sealed class AuditChain(string stream, AuditPosition? anchor)
{
    /// <summary>Faults kept; a trail that was rewritten from its beginning has one for each event.</summary>
    public const int MostFaults = 50;

    private readonly byte[] _streamHash = Sha256(stream);
    private readonly List<AuditFault> _faults = [];
    private readonly AuditRedactions _redactions = new();
    private byte[] _prev = new byte[32];

    /// <summary>The number of the last event looked at.</summary>
    public long Seq { get; private set; }

    /// <summary>Bodies that were redacted as they have to be: asked for by one person, done by another.</summary>
    public long Redacted => _redactions.Done;

    /// <summary>By their numbers, the first <see cref="MostFaults"/>.</summary>
    public IReadOnlyList<AuditFault> Faults => [.. _faults.OrderBy(f => f.Seq)];

    public void Check(AuditRow row)
    {
        var expected = Seq + 1;
        if (row.Seq != expected)
            Fault(AuditFaultKind.EventMissing, expected, $"Event {expected} is missing; the next one is {row.Seq}.");
        else if (!row.Prev.AsSpan().SequenceEqual(_prev))
            Fault(AuditFaultKind.ChainBroken, row.Seq, $"Event {row.Seq} does not follow from the one before it.");
        if (!HashOf(row).AsSpan().SequenceEqual(row.Hash))
            Fault(AuditFaultKind.EventEdited, row.Seq, $"Event {row.Seq} was edited: its facts do not give its hash.");
        CheckBody(row);
        if (anchor?.Seq == row.Seq && anchor.Hash != Convert.ToHexStringLower(row.Hash))
            Fault(AuditFaultKind.AnchorDiffers, row.Seq, $"Event {row.Seq} is not the one the anchor saw: the trail was rewritten.");

        (_prev, Seq) = (row.Hash, row.Seq);
    }

    /// <summary>What only the end shows: a cut tail, a body gone without a redaction, or no event where there has to be one.</summary>
    /// <param name="head">What the head of the chain says.</param>
    /// <param name="isUsed">Whether the database holds what only comes with events.</param>
    public void CheckEnd(AuditPosition head, bool isUsed)
    {
        foreach (var (seq, why) in _redactions.Unexplained)
            Fault(AuditFaultKind.BodyMissing, seq, $"The body of event {seq} is gone, and {why}: it was changed.");
        if (head.Seq != Seq || head.Hash != Convert.ToHexStringLower(_prev))
            Fault(AuditFaultKind.TailCut, Seq + 1, $"The head says {head.Seq} events, the trail ends at {Seq}.");
        else if (anchor?.Seq > Seq)
            Fault(AuditFaultKind.TailCut, Seq + 1, $"The anchor saw {anchor.Seq} events, the trail ends at {Seq}.");
        else if (Seq == 0 && isUsed)
            Fault(AuditFaultKind.TrailEmpty, 1, "The trail is empty, and the portal holds what only comes with events.");
    }

    private void CheckBody(AuditRow row)
    {
        if (row.Body is null)
        {
            // A redaction comes later in the trail; whether there is one shows at the end.
            if (!row.BodyRow) Fault(AuditFaultKind.BodyMissing, row.Seq, $"The body of event {row.Seq} was removed.");
            else _redactions.Gone(row);
            return;
        }

        // What is kept is always held against the commitment; without its salt it cannot be the one that was.
        var commit = row.Salt is null ? null : SHA256.HashData([.. row.Salt, .. Encoding.UTF8.GetBytes(row.Body)]);
        if (commit is null || !commit.AsSpan().SequenceEqual(row.Commit))
        {
            Fault(AuditFaultKind.BodyEdited, row.Seq, $"The body of event {row.Seq} was edited.");
            return;
        }

        if (AuditBody.Read(row.Body) is not { } body)
        {
            Fault(AuditFaultKind.NotAnEvent, row.Seq, $"The body of event {row.Seq} is none of the portal's and cannot be read.");
            return;
        }

        // The subject is kept beside the event for searching; the body is what is hashed.
        if (AuditBody.Text(body, "subject") != row.Subject)
            Fault(AuditFaultKind.EventEdited, row.Seq, $"Event {row.Seq} was edited: its subject is not the one in its body.");
        else if (body.TryGetProperty("data", out var data))
            _redactions.Told(row, data);
    }

    private byte[] HashOf(AuditRow row)
    {
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(numbers, row.Seq);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], (row.At - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return SHA256.HashData([.. row.Prev, .. numbers, .. _streamHash, .. Sha256(row.Actor), .. Sha256(row.Kind), .. row.Commit]);
    }

    private static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private void Fault(AuditFaultKind kind, long seq, string message)
    {
        if (_faults.Count < MostFaults) _faults.Add(new(kind, seq, message));
    }
}
