using System.Collections.Frozen;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Conventions.Rules;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// A convention book made ready to judge observations against the portal's records. Pure: the same input gives the same verdicts.
/// Immutable and thread-safe; an estate is judged through one <see cref="EvaluationSession"/>.
/// </summary>
public sealed class EvaluationPlan
{
    private readonly FrozenDictionary<string, KindPlan> _kinds;
    private readonly KindPlan _other;
    private readonly string _normalizedTag;
    private readonly EnvironmentWordFinder _words;
    private readonly HabitualName? _habit;

    private EvaluationPlan(ConventionBook book, PortalRecords records, ScanReach reach)
    {
        Book = book;
        Records = records;
        Reach = reach;
        _normalizedTag = OrganizationTag.Normalize(book.Settings.OrganizationTagKeys[0]);
        _words = new(book, records);
        _habit = book.Settings.NamesBeginWithTheOrganization ? new(book, records) : null;
        var rules = book.Conventions.Select(c => (c.Rule as ResourceRule)?.Compile(new(c, book, records, _words, reach.Day)))
            .OfType<CompiledRule>().ToList();
        _kinds = ResourceKinds.Ids.Select((k, i) => new KindPlan(k, i, book, rules))
            .ToFrozenDictionary(k => k.Kind, StringComparer.Ordinal);
        _other = _kinds[OtherResource.Kind];
        EstateRules = [.. book.Conventions.Where(c => c.Rule is EstateRule).Select(c => (c, (EstateRule)c.Rule))];
        CountsResources = EstateRules.Any(r => r.Rule.CountsResources);
    }

    public ConventionBook Book { get; }

    public PortalRecords Records { get; }

    public ScanReach Reach { get; }

    /// <summary>What is judged once everything was seen, in the book's order.</summary>
    internal IReadOnlyList<(Convention Convention, EstateRule Rule)> EstateRules { get; }

    /// <summary>Whether any of them has to know which client has resources where.</summary>
    internal bool CountsResources { get; }

    internal EnvironmentWordFinder Words => _words;

    public static EvaluationPlan Compile(ConventionBook book, PortalRecords records, ScanReach reach) => new(book, records, reach);

    /// <summary>Begins judging. Not thread-safe.</summary>
    public EvaluationSession Begin() => new(this);

    /// <summary>Whose the resource is.</summary>
    public Attribution Attribute(Observation observation) => Attribution.Of(View(observation, For(observation.Kind), new(), new()));

    /// <summary>Every place that says whose the resource is, the one that counts most first.</summary>
    public IReadOnlyList<ClientWitness> WitnessesOf(Observation observation) =>
        ClientWitness.Of(View(observation, For(observation.Kind), new(), new()));

    /// <summary>Judges everything at once; for small estates, previews and tests.</summary>
    public VerdictList Evaluate(IEnumerable<Observation> observations)
    {
        var list = new VerdictList();
        var session = Begin();
        var all = observations as IReadOnlyCollection<Observation> ?? [.. observations];
        foreach (var observation in all) session.Know(observation);
        foreach (var observation in all) session.Observe(observation, ref list);
        session.Complete(ref list);
        return list;
    }

    /// <summary>One of each class that the book's rules ask for.</summary>
    internal IReadOnlyList<ResourceCollector> NewCollectors()
    {
        var all = new List<ResourceCollector>();
        foreach (var (_, rule) in EstateRules)
            if (rule.NewCollector(this) is { } collector && all.TrueForAll(c => c.GetType() != collector.GetType())) all.Add(collector);
        return all;
    }

    /// <summary>Who wants to see resources of a kind, by <see cref="KindPlan.Index"/>; null where nobody does.</summary>
    internal ResourceCollector[]?[] ByKind(IReadOnlyList<ResourceCollector> collectors)
    {
        var all = new ResourceCollector[]?[_kinds.Count];
        foreach (var kind in _kinds.Values)
            if (collectors.Where(c => c.Kinds.Contains(kind.Kind)).ToArray() is { Length: > 0 } asked) all[kind.Index] = asked;
        return all;
    }

    internal KindPlan For(string kind) => _kinds.GetValueOrDefault(kind, _other);

    internal ResourceView View(
        Observation observation, KindPlan kind, ResourceCache shown, Networks networks, CapturedSightings? captured = null,
        TaggedUsers? users = null)
    {
        var tag = OrganizationTag.Read(observation.Tags, _normalizedTag, kind.ExpectedTagKey);
        if (!tag.IsPresent && observation.Tags.Count > 0) tag = OrganizationTag.ReadTypo(observation.Tags, _normalizedTag, Records);
        BookName? pattern = null;
        Range slot = default;
        OrganizationRecord? byName = null;
        foreach (var candidate in kind.OrganizationNames)
        {
            if (!candidate.TryRead(observation.Name, out slot)) continue;
            pattern = candidate.Name;
            byName = Records.Organization(observation.Name.AsSpan()[slot]);
            break;
        }

        var view = new ResourceView
        {
            Resource = observation,
            Shown = shown,
            Account = Records.Account(observation.AccountId),
            Tag = tag,
            TagKey = _normalizedTag,
            ExpectedTagKey = kind.ExpectedTagKey,
            NamePattern = pattern,
            NameSlot = slot,
            ByRecord = kind.Kind == S3Bucket.Kind ? Records.OrganizationOfBucket(observation.Name) : null,
            ByName = byName,
            ByTag = tag.HasValue ? Records.Claimed(tag.Value!) : null,
            ByHabit = !tag.HasValue && kind.OrganizationNames.Length == 0 ? Habitual(observation) : null,
            Records = Records,
            Words = _words,
            Networks = networks,
            Captured = captured,
            Users = users,
        };
        return view.IsContested ? view with { IsUndecided = IsUndecided(view) } : view;
    }

    // The first word of a name that a service gave is the service's, whichever client is called like it.
    private OrganizationRecord? Habitual(Observation observation) =>
        _habit?.Read(observation.Name) is { } client && AwsMade.Of(observation) is not { IsNamedByPerson: false } ? client : null;

    // Rare, so it may allocate. Organizations of one side decide together, whichever of them it is.
    private bool IsUndecided(in ResourceView view)
    {
        var claims = Claims.Of(view);
        return claims.Any(c => c.Organization is null)
            ? view.Tag.Differ
            : claims.Select(c => Book.Settings.BelongsInProduction(c.Organization!.Environment)).Distinct().Count() > 1;
    }
}

/// <summary>What has to be judged about resources of one kind.</summary>
internal sealed class KindPlan
{
    public KindPlan(string kind, int index, ConventionBook book, IReadOnlyList<CompiledRule> rules)
    {
        (Kind, Index) = (kind, index);
        Rules = [.. rules.Where(r => r.Convention.Kinds.Contains(kind) || r.Convention.Kinds.Contains(Convention.AnyKind))];
        ExpectedTagKey = Rules.Select(r => r.Convention.Parameters.LaidDownTagKey).FirstOrDefault(k => k is not null);
        OrganizationNames = [
            .. book.Names.Where(n => n.Kind == kind && n.Pattern.OrganizationSlot >= 0).Select(n => new OrganizationNameReader(n))];
    }

    public string Kind { get; }

    /// <summary>From 0, without a gap.</summary>
    public int Index { get; }

    public CompiledRule[] Rules { get; }

    /// <summary>How the organization tag is to be spelled on this kind; null where nobody says.</summary>
    public string? ExpectedTagKey { get; }

    public OrganizationNameReader[] OrganizationNames { get; }
}

/// <summary>Reads the organization ID out of a name.</summary>
internal sealed class OrganizationNameReader(BookName name)
{
    private readonly int _slot = name.Pattern.OrganizationSlot;
    private readonly int _slots = name.Pattern.PartIds.Count();

    public BookName Name { get; } = name;

    public bool TryRead(string text, out Range slot)
    {
        Span<Range> slots = stackalloc Range[_slots];
        var matched = Name.Pattern.TryMatch(text, slots);
        slot = matched ? slots[_slot] : default;
        return matched;
    }
}
