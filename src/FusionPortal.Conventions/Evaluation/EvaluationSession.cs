using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// One pass over observations. Give every current observation to <see cref="Observe"/> once, in any order, then call <see cref="Complete"/>
/// once for the conventions that need to have seen everything. Memory grows with the number of organizations, by about 64 bytes with each
/// resource of one that nobody has recorded, and by what the book's rules collect of the few kinds they judge by others.
/// </summary>
public sealed class EvaluationSession
{
    private const string TagsUnknown = "The tags of its account and region were not read whole, so its tags are not known.";

    private const string TagsAnswer = "A complete reading of the tags of its account and region, after that of the list which shows it.";

    private readonly EvaluationPlan _plan;
    private readonly OrganizationPresence _presence = new();
    private readonly UnrecordedOrganizations _unrecorded = new();
    private readonly ResourceCache _shown = new();
    private readonly IReadOnlyList<ResourceCollector> _collectors;
    private readonly ResourceCollector[]?[] _collectorsOf;
    private readonly Networks _networks = new();
    private readonly TaggedUsers _users;
    private readonly CapturedSightings? _captured;
    private readonly IReadOnlyList<string> _withTenants;
    private bool _completed;

    internal EvaluationSession(EvaluationPlan plan)
    {
        _plan = plan;
        _users = new(plan.Reach);
        _collectors = plan.NewCollectors();
        _collectorsOf = plan.ByKind(_collectors);
        _captured = _collectors.OfType<CapturedSightings>().FirstOrDefault();
        _withTenants = [.. _captured?.KindsWithTenants ?? []];
        KnownBefore = [.. Networks.Kinds.Append(IamUser.Kind).Union(_withTenants)];
    }

    /// <summary>Organizations that resources name and nobody has recorded, by ID; empty until the session is complete.</summary>
    public IReadOnlyList<SeenOrganization> Unrecorded { get; private set; } = [];

    /// <summary>The kinds of resource of which <see cref="Know"/> wants to be told.</summary>
    public IReadOnlyList<string> KnownBefore { get; }

    /// <summary>
    /// Tells of a resource by which others are judged, before anything is observed; it is to be observed all the same. Other kinds than
    /// <see cref="KnownBefore"/> are ignored.
    /// </summary>
    /// <exception cref="InvalidOperationException">The session is complete.</exception>
    public void Know(Observation observation)
    {
        ThrowIfCompleted();
        if (!KnownBefore.Contains(observation.Kind)) return;
        var view = _plan.View(observation, _plan.For(observation.Kind), _shown, _networks);
        if (observation.Kind == IamUser.Kind) _users.Add(in view);
        if (Networks.Kinds.Contains(observation.Kind)) _networks.Add(in view);
        if (_withTenants.Contains(observation.Kind)) _captured!.Add(in view);
    }

    /// <summary>Judges one resource.</summary>
    /// <returns>Whether <see cref="Complete"/> may give a verdict about this very resource.</returns>
    /// <exception cref="InvalidOperationException">The session is complete.</exception>
    public bool Observe<TSink>(Observation observation, ref TSink sink)
        where TSink : IVerdictSink
    {
        ThrowIfCompleted();
        var kind = _plan.For(observation.Kind);
        var view = _plan.View(observation, kind, _shown, _networks, _captured, _users);
        var subject = new VerdictSubject(observation.Arn, observation, view.Organization);
        foreach (var rule in kind.Rules)
        {
            if (!observation.TagsKnown && rule.NeedsTags(in view))
            {
                sink.NotEvaluated(
                    new(rule.Convention.Id, observation.Arn, view.Organization?.OrgId, observation.AccountId, TagsUnknown)
                    {
                        Answer = TagsAnswer
                    });
                continue;
            }

            switch (rule.Judge(in view))
            {
                case Outcome.Pass:
                    sink.Pass(rule.Convention, in subject);
                    break;
                case Outcome.Violation:
                    sink.Violation(rule.Describe(in view));
                    break;
                case Outcome.NotEvaluated:
                    sink.NotEvaluated(
                        new(rule.Convention.Id, observation.Arn, view.Organization?.OrgId, observation.AccountId, rule.Reason(in view))
                        {
                            Answer = rule.Answer(in view)
                        });
                    break;
                default:
                    break;
            }
        }

        if (_plan.CountsResources) _presence.Add(in view);
        _unrecorded.Add(in view);
        var judgedLater = false;
        if (_collectorsOf[kind.Index] is { } collectors)
            foreach (var collector in collectors) judgedLater |= collector.Add(in view);
        return judgedLater;
    }

    /// <summary>Judges what takes the whole estate to judge, and says which conventions nobody could judge.</summary>
    public void Complete<TSink>(ref TSink sink)
        where TSink : IVerdictSink
    {
        ThrowIfCompleted();
        _completed = true;
        Unrecorded = _unrecorded.All;
        var seen = new SeenEstate(_plan.Records, _plan.Reach, _presence, Unrecorded, _unrecorded.TagsPending, _collectors);
        foreach (var (convention, rule) in _plan.EstateRules) rule.Complete(convention, seen, ref sink);
        foreach (var gap in CoverageGaps.Of(_plan)) sink.NotEvaluated(gap);
    }

    private void ThrowIfCompleted()
    {
        if (_completed) throw new InvalidOperationException("The session is complete; begin a new one.");
    }
}
