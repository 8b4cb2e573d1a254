using System.Globalization;
using System.Text.Json;

namespace FusionPortal.Core.AuditTrail;

/// <summary>Which bodies are gone, and which of them two people redacted: one event asks for it, a later one of somebody else does it and
/// names number and commitment of what is gone.</summary>
internal sealed class AuditRedactions
{
    public const string AskedKind = "audit.redaction-asked";
    public const string DoneKind = "audit.redacted";

    private readonly SortedDictionary<long, (string Commitment, string Why)> _gone = [];
    private readonly Dictionary<long, (long Seq, string Actor)> _asked = [];

    public long Done { get; private set; }

    /// <summary>Numbers of bodies that are gone without a redaction of two people, and what is wrong.</summary>
    public IEnumerable<(long Seq, string Why)> Unexplained => _gone.Select(g => (g.Key, g.Value.Why));

    public static string Subject(long seq) => string.Create(CultureInfo.InvariantCulture, $"audit:{seq}");

    /// <summary>Events about the trail itself stay: without them a redaction could hide itself.</summary>
    public static bool IsOfOne(string kind) => kind is AskedKind or DoneKind;

    public void Gone(AuditRow row) => _gone[row.Seq] = (Convert.ToHexStringLower(row.Commit), "no redaction was recorded");

    public void Told(AuditRow row, JsonElement data)
    {
        if (!IsOfOne(row.Kind) || AuditBody.Number(data, "seq") is not { } seq || row.Subject != Subject(seq)) return;
        if (row.Kind == AskedKind)
        {
            _asked[row.Seq] = (seq, row.Actor);
            return;
        }

        if (!_gone.TryGetValue(seq, out var gone)) return;
        var why = AuditBody.Text(data, "commitment") != gone.Commitment ? "its redaction names another body"
            : AuditBody.Number(data, "asked") is not { } by || !_asked.TryGetValue(by, out var asked) || asked.Seq != seq
                ? "nobody had asked for its redaction"
            : asked.Actor == row.Actor ? "one person alone recorded its redaction"
            : null;
        if (why is not null)
        {
            _gone[seq] = (gone.Commitment, why);
            return;
        }

        _gone.Remove(seq);
        Done++;
    }
}
