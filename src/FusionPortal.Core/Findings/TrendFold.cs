using FusionPortal.Core.Accounts;

namespace FusionPortal.Core.Findings;

/// <summary>Adds up what changed between the moments of a trend to what was so at each of them.</summary>
/// <param name="moments">Oldest first.</param>
internal sealed class TrendFold(IReadOnlyList<DateTimeOffset> moments)
{
    /// <summary>From the first moment on that is not before it: the place in <c>moments</c> counted from 1, as PostgreSQL's
    /// width_bucket gives it.</summary>
    public sealed record Delta(int TargetId, int Bucket, long Passed, long Violated, long NotEvaluated);

    /// <summary>The attempts at a target that ended between two moments.</summary>
    /// <param name="CompletedAt">The end of the last complete one; null where none was.</param>
    /// <param name="Failed">Whether the last one failed.</param>
    /// <param name="NotSupported">Whether it failed because AWS offers nothing there.</param>
    public sealed record Attempts(int TargetId, int Bucket, DateTimeOffset? CompletedAt, bool Failed, bool NotSupported);

    public sealed record Target(int Id, string AccountId, DateTimeOffset? ListedAt);

    public sealed record Standing(string AccountId, DateTimeOffset From, DateTimeOffset To, AccountSight Sight);

    public sealed record Unseen(int TargetId, int Bucket, long Findings);

    public required IReadOnlyList<Target> Targets { get; init; }
    public required IReadOnlyList<Standing> Standings { get; init; }
    public required IReadOnlyList<Delta> Tallies { get; init; }
    public required IReadOnlyList<Attempts> Readings { get; init; }
    public required IReadOnlyList<Unseen> UnseenFindings { get; init; }

    /// <summary>How long a completed reading was taken for true at each moment.</summary>
    public required IReadOnlyList<TimeSpan> Limits { get; init; }

    /// <summary>One account only; null for all, with what is judged over all targets.</summary>
    public string? AccountId { get; init; }

    /// <returns>At each moment: score, targets, and how many of them were covered.</returns>
    public IReadOnlyList<(ComplianceScore Score, int Targets, int Completed)> Run()
    {
        var tallies = Tallies.ToLookup(t => t.Bucket);
        var readings = Readings.ToLookup(r => r.Bucket);
        var unseen = UnseenFindings.ToLookup(u => u.Bucket);
        var standings = Standings.ToLookup(s => s.AccountId, StringComparer.Ordinal);
        var sums = new Dictionary<int, (long Passed, long Violated, long NotEvaluated, long Unseen)>();
        var known = new Dictionary<int, (DateTimeOffset? CompletedAt, bool Failed, bool NotSupported)>();
        var points = new List<(ComplianceScore, int, int)>();
        for (var i = 0; i < moments.Count; i++)
        {
            foreach (var t in tallies[i + 1])
            {
                var sum = sums.GetValueOrDefault(t.TargetId);
                sums[t.TargetId] =
                    (sum.Passed + t.Passed, sum.Violated + t.Violated, sum.NotEvaluated + t.NotEvaluated, sum.Unseen);
            }

            foreach (var u in unseen[i + 1])
            {
                var sum = sums.GetValueOrDefault(u.TargetId);
                sums[u.TargetId] = sum with { Unseen = sum.Unseen + u.Findings };
            }

            foreach (var r in readings[i + 1])
            {
                known[r.TargetId] =
                    (r.CompletedAt ?? known.GetValueOrDefault(r.TargetId).CompletedAt, r.Failed, r.NotSupported);
            }

            points.Add(At(moments[i], Limits[i], standings, sums, known));
        }

        return points;
    }

    private (ComplianceScore, int, int) At(
        DateTimeOffset at, TimeSpan limit, ILookup<string, Standing> standings,
        Dictionary<int, (long Passed, long Violated, long NotEvaluated, long Unseen)> sums,
        Dictionary<int, (DateTimeOffset? CompletedAt, bool Failed, bool NotSupported)> known)
    {
        var (passed, violated, notEvaluated, lost) = (0L, 0L, 0L, 0L);
        var (targets, completed) = (0, 0);
        DateTimeOffset? oldest = null;
        foreach (var target in Targets.Where(t => t.ListedAt is null ? known.ContainsKey(t.Id) : t.ListedAt <= at))
        {
            var sight = standings[target.AccountId].FirstOrDefault(s => s.From <= at && s.To > at)?.Sight ?? AccountSight.Read;
            var (completedAt, failed, notSupported) = known.GetValueOrDefault(target.Id);
            var isRead = sight == AccountSight.Read;
            if (isRead && !notSupported && completedAt is { } read && !(oldest <= read)) oldest = read;
            if (AccountId is not null && target.AccountId != AccountId) continue;
            var isCovered = isRead && !failed && !(completedAt < at - limit);
            if (isRead)
            {
                targets++;
                if (isCovered && completedAt is not null) completed++;
            }

            if (sight is AccountSight.Closed or AccountSight.Retired) continue;
            Add(sums.GetValueOrDefault(target.Id), isCovered);
        }

        if (AccountId is null) Add(sums.GetValueOrDefault(0), !(oldest < at - limit));
        return (new ComplianceScore(passed, violated, notEvaluated, lost), targets, completed);

        void Add((long Passed, long Violated, long NotEvaluated, long Unseen) sum, bool isCovered)
        {
            notEvaluated += sum.NotEvaluated + (isCovered ? 0 : sum.Passed + sum.Violated);
            lost += sum.Unseen + (isCovered ? 0 : sum.Violated);
            if (!isCovered) return;
            passed += sum.Passed;
            violated += sum.Violated;
        }
    }
}
