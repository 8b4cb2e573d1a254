using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Text;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>Counts passes without allocating, and keeps what becomes a finding until it is staged.</summary>
/// <param name="recorded">Subjects of recorded organizations.</param>
internal struct JudgingSink(ConventionBook book, PortalRecords records, IReadOnlySet<FindingKey> open, IReadOnlySet<Guid> recorded)
    : IVerdictSink
{
    // By the resource's fingerprint: where it was seen, of those that are judged once everything was.
    private readonly Dictionary<Guid, (int Target, TallyCounts[] Counts)> _places = [];
    private TallyCounts[] _counts = [];
    private int? _target;

    public Tallies Tallies { get; } = new(book);

    /// <summary>Violations since the last staging.</summary>
    public List<StagedViolation> Violations { get; } = [];

    /// <summary>
    /// Findings not resolved of clients and accounts that keep the convention now: they were looked at, whatever else was not read.
    /// </summary>
    public HashSet<FindingKey> Passed { get; } = [];

    /// <summary>Findings not resolved whose subject could not be judged this time, and why: they stay as they are.</summary>
    public Dictionary<FindingKey, string> Unjudged { get; } = [];

    /// <summary>Verdicts that follow are about one resource.</summary>
    public void Begin(int target, string org)
    {
        _target = target;
        _counts = Tallies.Of(target, org);
        Tallies.Resource(target, org);
    }

    /// <summary>
    /// Verdicts about the resource follow among those about everything: they count where it was seen. Of two targets that show it, the one
    /// of the lower number.
    /// </summary>
    public readonly void Remember(string arn)
    {
        var key = Fingerprint.Of(arn);
        if (!_places.TryGetValue(key, out var known) || _target < known.Target) _places[key] = (_target!.Value, _counts);
    }

    /// <summary>Verdicts that follow are about all targets together, or about resources that were remembered.</summary>
    public void BeginEverything() => _target = null;

    public readonly void Pass(Convention convention, in VerdictSubject subject)
    {
        var (target, counts) = Place(subject.Id, subject.Organization?.OrgId);
        counts[Tallies.IndexOf(convention)].Passed++;
        if (target is not null) return;
        var key = new FindingKey(convention.Id, Fingerprint.Of(StorableText.From(subject.Id)));
        if (open.Contains(key)) Passed.Add(key);
    }

    public readonly void Violation(Violation violation)
    {
        var convention = book.Convention(violation.ConventionId)!;
        var (target, counts) = Place(violation.Subject, violation.OrgId);
        counts[Tallies.IndexOf(convention)].Violated++;
        // A disagreement that leaves the place undecided is a matter of places too, whatever convention tells it.
        Violations.Add(new StagedViolation(violation, target, convention.IsMixUp || violation.Evidence.Verdict is not null));
    }

    public readonly void NotEvaluated(NotEvaluatedVerdict verdict)
    {
        var (target, counts) = Place(verdict.Subject, verdict.OrgId);
        counts[Tallies.IndexOf(book.Convention(verdict.ConventionId)!)].NotEvaluated++;
        Tallies.NotEvaluated.Add(target ?? 0, verdict);
        if (verdict.Subject == NotEvaluatedVerdict.Estate && verdict.ConventionId == ToldOnce.By(book)) KeepUnrecorded(verdict);
        var key = new FindingKey(verdict.ConventionId, Fingerprint.Of(StorableText.From(verdict.Subject)));
        if (!open.Contains(key)) return;
        // Two targets may show one resource, in any order; the same estate has to give the same reason.
        if (!Unjudged.TryGetValue(key, out var why) || string.CompareOrdinal(verdict.Reason, why) < 0) Unjudged[key] = verdict.Reason;
    }

    // An organization of which this judging shows nothing may be where nobody looked, unless somebody has recorded it since.
    private readonly void KeepUnrecorded(NotEvaluatedVerdict verdict)
    {
        foreach (var key in open)
            if (key.ConventionId == verdict.ConventionId && !recorded.Contains(key.SubjectHash)) Unjudged[key] = verdict.Reason;
    }

    /// <summary>An open finding that nobody can look after any more stays as it is, with why.</summary>
    public readonly void OutOfSight(FindingKey key, string why)
    {
        if (open.Contains(key) && !recorded.Contains(key.SubjectHash)) Unjudged.TryAdd(key, why);
    }

    private readonly (int? Target, TallyCounts[] Counts) Place(string subject, string? orgId)
    {
        if (_target is not null) return (_target, _counts);
        if (_places.Count > 0 && _places.TryGetValue(Fingerprint.Of(subject), out var place)) return place;
        return (null, Tallies.Of(0, orgId is null ? "" : records.Organization(orgId)?.OrgId ?? TallyMerge.UnknownOrganization));
    }
}
