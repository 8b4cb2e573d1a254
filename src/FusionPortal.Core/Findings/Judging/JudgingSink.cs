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
    private TallyCounts[] _counts = [];
    private int? _target;

    public Tallies Tallies { get; } = new(book);

    /// <summary>Violations since the last staging.</summary>
    public List<StagedViolation> Violations { get; } = [];

    /// <summary>Findings not resolved whose subject could not be judged this time, and why: they stay as they are.</summary>
    public Dictionary<FindingKey, string> Unjudged { get; } = [];

    /// <summary>Verdicts that follow are about one resource.</summary>
    public void Begin(int target, string org)
    {
        _target = target;
        _counts = Tallies.Of(target, org);
        Tallies.Resource(target, org);
    }

    /// <summary>Verdicts that follow are about all targets together.</summary>
    public void BeginEverything() => _target = null;

    public readonly void Pass(Convention convention, in VerdictSubject subject) =>
        Counts(subject.Organization?.OrgId)[Tallies.IndexOf(convention)].Passed++;

    public readonly void Violation(Violation violation)
    {
        var convention = book.Convention(violation.ConventionId)!;
        Counts(violation.OrgId)[Tallies.IndexOf(convention)].Violated++;
        // A disagreement that leaves the place undecided is a matter of places too, whatever convention tells it.
        Violations.Add(new StagedViolation(violation, _target, convention.IsMixUp || violation.Evidence.Verdict is not null));
    }

    public readonly void NotEvaluated(NotEvaluatedVerdict verdict)
    {
        Counts(verdict.OrgId)[Tallies.IndexOf(book.Convention(verdict.ConventionId)!)].NotEvaluated++;
        Tallies.NotEvaluated.Add(_target ?? 0, verdict);
        if (verdict.Subject == NotEvaluatedVerdict.Estate && verdict.ConventionId == ToldOnce.By(book)) KeepUnrecorded(verdict);
        var key = new FindingKey(verdict.ConventionId, Fingerprint.Of(VisibleText.Of(verdict.Subject)));
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

    private readonly TallyCounts[] Counts(string? orgId) =>
        _target is not null ? _counts
            : Tallies.Of(0, orgId is null ? "" : records.Organization(orgId)?.OrgId ?? TallyMerge.UnknownOrganization);
}
