namespace FusionPortal.Core.Findings;

/// <summary>
/// What a finding tells, once for everything that writes or reads one. What a version has of the violation is staged and then copied by
/// all who open, resolve or acknowledge; who made the version, and from when until when it holds, is each one's own.
/// </summary>
internal static class FindingColumns
{
    // In the order of FindingRow, and in that in which FindingStage writes what it writes. Evidence is read for the rows a page shows only:
    // as a look-up of its own it waits for the limit.
    private static readonly Column[] All =
    [
        new("id", "v.finding_id"),
        new("number", "f.number"),
        new("convention_id", "f.convention_id"),
        new("title", "v.title", "text not null"),
        new("severity", "v.severity", "text not null"),
        new("severity_order", null, "smallint not null"),
        new("status", "v.status"),
        new("mix_up", "v.mix_up", "boolean not null"),
        new("kind", "v.kind", "text not null"),
        new("name", "v.name", "text not null"),
        new("subject", "f.subject"),
        new("account_id", "v.account_id", "text not null"),
        new("account_name", "coalesce(a.name, '')"),
        new("region", "v.region", "text not null"),
        new("org_id", "v.org_id", "text"),
        new("org_title", "o.title"),
        new("environment", "v.environment", "text"),
        new("expected", "v.expected", "text not null"),
        new("actual", "v.actual", "text not null"),
        new("evidence", null, "text not null"),
        new("target_id", null, "integer"),
        new("first_seen_at", "v.first_seen_at"),
        new("last_seen_at", "seen.at"),
        new("not_evaluated_since", "coalesce(c.since, u.valid_from)"),
        new("not_evaluated_why", "case when c.since is not null then c.message else u.why end"),
        new("deleted", "v.subject_gone"),
        new("verdict",
            "(select e.evidence->>'verdict' from finding_version e where e.finding_id = v.finding_id and e.valid_from = v.valid_from)"),
    ];

    private static readonly Column[] Staged = [.. All.Where(c => c.StagedAs is not null)];

    /// <summary>The columns of <see cref="FindingRow"/>, for <see cref="FindingSql.From"/> and <see cref="FindingSql.LastSeen"/>.</summary>
    public static string OfRow { get; } = string.Join(", ", All.Where(c => c.Read is not null).Select(c => $"{c.Read} as {c.Name}"));

    /// <summary>Their definitions in the stage. Text and not jsonb: the merge parses what it inserts, and nothing else.</summary>
    public static string Definitions { get; } = string.Join(", ", Staged.Select(c => $"{c.Name} {c.StagedAs}"));

    /// <summary>The names of what is staged.</summary>
    public static string Names { get; } = string.Join(", ", Staged.Select(c => c.Name));

    /// <summary>The same with what a version says of its finding and its content.</summary>
    public static string OfVersion { get; } = $"{Names}, first_seen_at, content_hash";

    /// <summary>How one is read, for lists with columns of their own.</summary>
    public static string Read(string name) => All.Single(c => c.Name == name).Read!;

    /// <summary>Their values, for <see cref="OfVersion"/>.</summary>
    /// <param name="alias">What has them, with <c>first_seen_at</c> and <c>content_hash</c>.</param>
    /// <param name="isStaged">Whether they come from the stage.</param>
    public static string ValuesOf(string alias, bool isStaged = false)
    {
        var values = Staged.Select(c => $"{alias}.{c.Name}{(isStaged && c.Name == "evidence" ? "::jsonb" : "")}");
        return $"{string.Join(", ", values)}, {alias}.first_seen_at, {alias}.content_hash";
    }

    /// <param name="Name">In the stage and the versions, and of the property of <see cref="FindingRow"/>.</param>
    /// <param name="Read">How readings get it; null where none does.</param>
    /// <param name="StagedAs">Its type in the stage; null for what is not the violation's own.</param>
    private sealed record Column(string Name, string? Read, string? StagedAs = null);
}
