using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Core.Findings.Judging;

internal struct TallyCounts
{
    public int Passed;
    public int Violated;
    public int NotEvaluated;

    public readonly bool IsEmpty => Passed == 0 && Violated == 0 && NotEvaluated == 0;
}

/// <summary>
/// Counts verdicts by target, organization and convention while resources stream by. Grows with organizations and conventions, never
/// with resources.
/// </summary>
internal sealed class Tallies
{
    private readonly IReadOnlyList<Convention> _conventions;
    private readonly Dictionary<Convention, int> _index;
    private readonly Dictionary<(int Target, string Org), TallyCounts[]> _verdicts = [];
    private readonly Dictionary<(int Target, string Org), int> _resources = [];

    public Tallies(ConventionBook book)
    {
        _conventions = book.Conventions;
        _index = new Dictionary<Convention, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < _conventions.Count; i++) _index[_conventions[i]] = i;
    }

    /// <summary>Organizations that resources name and nobody has recorded.</summary>
    public IReadOnlyList<SeenOrganization> Unrecorded { get; set; } = [];

    /// <summary>Why verdicts could not be given.</summary>
    public NotEvaluatedGroups NotEvaluated { get; } = new();

    /// <summary>Tells of a target and a convention whether anything there passed or violated.</summary>
    public Func<int, string, bool> JudgedBy()
    {
        var judged = Verdicts().Where(v => v.Counts.Passed + v.Counts.Violated > 0).Select(v => (v.Target, v.ConventionId)).ToHashSet();
        return (target, conventionId) => judged.Contains((target, conventionId));
    }

    /// <summary>Verdicts counted.</summary>
    public long Pairs => _verdicts.Values.Sum(counts => counts.Sum(c => (long)c.Passed + c.Violated + c.NotEvaluated));

    public int IndexOf(Convention convention) => _index[convention];

    /// <summary>The counters of one organization in one target, by the convention's index; to be written to directly.</summary>
    public TallyCounts[] Of(int target, string org)
    {
        if (!_verdicts.TryGetValue((target, org), out var counts)) _verdicts[(target, org)] = counts = new TallyCounts[_conventions.Count];
        return counts;
    }

    public void Resource(int target, string org) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_resources, (target, org), out _)++;

    public IEnumerable<(int Target, string ConventionId, string Org, TallyCounts Counts)> Verdicts()
    {
        foreach (var ((target, org), counts) in _verdicts)
            for (var i = 0; i < counts.Length; i++)
                if (!counts[i].IsEmpty)
                    yield return (target, _conventions[i].Id, org, counts[i]);
    }

    public IEnumerable<(int Target, string Org, int Count)> Resources()
    {
        foreach (var ((target, org), count) in _resources) yield return (target, org, count);
    }
}
