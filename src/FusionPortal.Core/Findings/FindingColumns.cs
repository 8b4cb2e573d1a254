namespace FusionPortal.Core.Findings;

/// <summary>
/// What one version of a finding tells of the violation, once for everything that stages, opens, resolves or acknowledges one: a column
/// added here is copied by all of them. Who made the version, and from when until when it holds, is each one's own.
/// </summary>
internal static class FindingColumns
{
    // In the order in which FindingStage writes them.
    private static readonly (string Name, string StagedAs)[] Told =
    [
        ("target_id", "integer"), ("severity", "text not null"), ("severity_order", "smallint not null"), ("mix_up", "boolean not null"),
        ("title", "text not null"), ("expected", "text not null"), ("actual", "text not null"), ("evidence", "text not null"),
        ("kind", "text not null"), ("name", "text not null"), ("account_id", "text not null"), ("region", "text not null"),
        ("org_id", "text"), ("environment", "text"),
    ];

    /// <summary>Their definitions in the stage. Text and not jsonb: the merge parses what it inserts, and nothing else.</summary>
    public static string Staged { get; } = string.Join(", ", Told.Select(c => $"{c.Name} {c.StagedAs}"));

    /// <summary>Their names.</summary>
    public static string Names { get; } = string.Join(", ", Told.Select(c => c.Name));

    /// <summary>The same with what a version says of its finding and its content.</summary>
    public static string OfVersion { get; } = $"{Names}, first_seen_at, content_hash";

    /// <summary>Their values, for <see cref="OfVersion"/>.</summary>
    /// <param name="alias">What has them, with <c>first_seen_at</c> and <c>content_hash</c>.</param>
    /// <param name="isStaged">Whether they come from the stage.</param>
    public static string ValuesOf(string alias, bool isStaged = false)
    {
        var values = Told.Select(c => $"{alias}.{c.Name}{(isStaged && c.Name == "evidence" ? "::jsonb" : "")}");
        return $"{string.Join(", ", values)}, {alias}.first_seen_at, {alias}.content_hash";
    }
}
