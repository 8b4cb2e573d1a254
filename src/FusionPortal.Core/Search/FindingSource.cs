using System.Globalization;
using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>Findings that are not resolved, by sentence, resource, client and convention; every finding by its number.</summary>
public sealed class FindingSource : ReadSearchSource
{
    private const string Ours = "finding";

    private const string Parts = "array[f.number::text, v.severity, v.status, v.name]";

    private const string RowsSql = $"""
        select ''::text, v.finding_id, v.title, null::text, null::text, {Parts},
          concat_ws(chr(10), 'f-' || f.number, v.title, v.name, v.org_id, f.convention_id)
        from finding_version v join finding f on f.id = v.finding_id
        where v.valid_to = 'infinity' and v.status <> 'Resolved'
        """;

    private const string GoneSql = """
        select ''::text, v.finding_id from finding_version v
        where v.valid_from > $1 and v.valid_to = 'infinity' and v.status = 'Resolved'
        """;

    private const string NamedSql = $"""
        select '{Ours}' as kind, f.id as key, v.title, null as detail, null as state, {Parts} as parts
        from finding f join finding_version v on v.finding_id = f.id and v.valid_to = 'infinity' where f.number = $1
        """;

    public override string Kind => Ours;

    public override string Title => "Findings";

    public override int Place => 20;

    internal override string Partition => "search_entry_finding";

    public override string Address(IReadOnlyList<string> parts, Actor actor) => $"/findings/F-{parts[0]}";

    internal override async Task<FoundEntry?> NamedAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var digits = text.StartsWith("F-", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text.TrimStart('#').AsSpan();
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (await Sql.ListAsync(connection, NamedSql, FoundEntry.Read, cancellationToken, number)).SingleOrDefault()
            : null;
    }

    internal override Task<IReadOnlyList<FoundEntry>> DescribeAsync(
        NpgsqlConnection connection, IReadOnlyList<FoundEntry> found, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundEntry>>([.. found.Select(f => f with
        {
            Detail = $"F-{f.Parts[0]}",
            State = f.Parts[2] switch
            {
                "Open" => f.Parts[1],
                "Resolved" => "Resolved",
                var status => $"{f.Parts[1]}, {status.ToLowerInvariant()}",
            },
            Tone = f.Parts[2] == "Resolved" ? SearchTone.Good
                : f.Parts[1] is nameof(Severity.Critical) or nameof(Severity.High) ? SearchTone.Bad : SearchTone.Warn,
        })]);

    private protected override async Task ReadAsync(SearchReading reading, CancellationToken cancellationToken)
    {
        if (reading.Since is not { } since)
        {
            await reading.StageAsync(Ours, RowsSql, cancellationToken);
            await reading.MergeAllAsync([Ours], cancellationToken);
            return;
        }

        await reading.StageAsync(Ours, $"{RowsSql} and v.valid_from > $1", cancellationToken, since);
        await reading.StageGoneAsync(Ours, GoneSql, cancellationToken, since);
        await reading.MergeAsync(cancellationToken);
    }
}
