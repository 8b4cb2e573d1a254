using FusionPortal.Conventions.Evaluation;
using FusionPortal.Core.Text;

namespace FusionPortal.Core.Findings.Judging;

/// <summary>One row of <see cref="NotEvaluated"/> before it is written.</summary>
/// <param name="Subject">Null where the row is about several resources.</param>
internal sealed record UnjudgedRow(
    int TargetId, string ConventionId, string? Subject, string? OrgId, string Why, string Answer, int Pairs);

/// <summary>
/// Collects why verdicts could not be given, by target, convention and reason. A reason that is one resource's own names it; one that a
/// whole target shares, or more than <see cref="Named"/> resources, is one row: a million resources without tags are one sentence.
/// </summary>
internal sealed class NotEvaluatedGroups
{
    /// <summary>So many resources of one group are named.</summary>
    public const int Named = 100;

    private readonly Dictionary<(int Target, string ConventionId, string Why), Group> _groups = [];

    public void Add(int target, NotEvaluatedVerdict verdict)
    {
        var key = (target, verdict.ConventionId, verdict.Reason);
        if (!_groups.TryGetValue(key, out var group)) _groups[key] = group = new Group(verdict.Answer);
        group.Pairs++;
        if (group.Subjects.Count <= Named) group.Subjects.Add((verdict.Subject, verdict.OrgId));
    }

    /// <param name="judged">Whether anything of the target was judged by the convention.</param>
    public IEnumerable<UnjudgedRow> Rows(Func<int, string, bool> judged)
    {
        foreach (var ((target, conventionId, why), group) in _groups)
        {
            var shown = StorableText.From(why);
            if (group.Pairs > 1 && (group.Pairs > Named || !judged(target, conventionId)))
            {
                yield return new(target, conventionId, null, null, shown, group.Answer, group.Pairs);
                continue;
            }

            foreach (var (subject, orgId) in group.Subjects)
                yield return new(
                    target, conventionId, StorableText.From(subject), orgId is null ? null : StorableText.From(orgId), shown,
                    group.Answer, 1);
        }
    }

    private sealed class Group(string answer)
    {
        public string Answer { get; } = answer;

        public int Pairs { get; set; }

        public List<(string Subject, string? OrgId)> Subjects { get; } = [];
    }
}
