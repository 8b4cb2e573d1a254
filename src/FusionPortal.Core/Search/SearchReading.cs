using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>One thing on its way into the index.</summary>
/// <param name="Scope">What it is read again with; empty for everything of the kind.</param>
/// <param name="Terms">What it is found by beside the title, a line each, as people write it.</param>
internal sealed record SearchRow(
    string Kind, string Scope, Guid Key, string Title, string? Detail, string? State, IReadOnlyList<string> Parts, string Terms);

/// <summary>
/// One reading of a source: rows are staged, and merged into the index in transactions of their own, which no scan and no person ever waits
/// for. Equal rows are not written.
/// </summary>
/// <param name="connection">Nobody else's.</param>
/// <param name="since">What was written later is to be read; null for everything.</param>
internal sealed class SearchReading(NpgsqlConnection connection, DateTimeOffset? since)
{
    private const string Columns = "kind, scope, key, title, detail, state, parts, name, terms";

    private const string CreateSql = """
        create temporary table if not exists stage_search (
          kind text collate "C" not null, scope text collate "C" not null, key uuid not null, title text not null, detail text, state text,
          parts text[] not null, name text collate "C" not null, terms text not null);
        create temporary table if not exists stage_search_gone (
          kind text collate "C" not null, scope text collate "C" not null, key uuid not null)
        """;

    // What stands twice is one: a resource that a list shows twice, a step whose key repeats.
    private const string UpsertSql = $"""
        insert into search_entry as e ({Columns})
        select distinct on (kind, key, scope) {Columns} from stage_search order by kind, key, scope
        on conflict (kind, key, scope) do update set
          title = excluded.title, detail = excluded.detail, state = excluded.state, parts = excluded.parts, name = excluded.name,
          terms = excluded.terms
        where (e.title, e.detail, e.state, e.parts, e.terms)
          is distinct from (excluded.title, excluded.detail, excluded.state, excluded.parts, excluded.terms)
        """;

    private const string DropGoneSql = """
        delete from search_entry e using stage_search_gone g where e.kind = g.kind and e.key = g.key and e.scope = g.scope
        """;

    private const string NotStaged =
        "not exists (select from stage_search s where s.kind = e.kind and s.key = e.key and s.scope = e.scope)";

    /// <summary>Nobody else's.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>What was written later is to be read; null for everything.</summary>
    public DateTimeOffset? Since => since;

    /// <summary>Makes the stage, once for a connection.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => Sql.RunAsync(connection, CreateSql, cancellationToken);

    /// <summary>Stages what a query says.</summary>
    /// <param name="kind">Of every row.</param>
    /// <param name="select">Gives scope, key, title, detail, state, parts and terms, in this order.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <param name="values">Of its parameters.</param>
    public async Task StageAsync(string kind, string select, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Sql.Command(
            connection,
            $"""
            insert into stage_search ({Columns})
            select '{kind}', s.scope, s.key, s.title, s.detail, s.state, s.parts, left(search_plain(s.title), {SearchText.NameLimit}),
              search_plain(s.terms)
            from ({select}) s (scope, key, title, detail, state, parts, terms)
            """,
            values);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Stages rows that were worked out here.</summary>
    public async Task StageAsync(IReadOnlyCollection<SearchRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        string?[] All(Func<SearchRow, string?> of) => [.. rows.Select(of)];
        await using var command = Sql.Command(
            connection,
            $"""
            insert into stage_search ({Columns})
            select s.kind, s.scope, s.key, s.title, s.detail, s.state, string_to_array(s.parts, chr(31)),
              left(search_plain(s.title), {SearchText.NameLimit}), search_plain(s.title || chr(10) || s.terms)
            from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
              s (kind, scope, key, title, detail, state, parts, terms)
            """,
            All(r => r.Kind), All(r => r.Scope), rows.Select(r => r.Key).ToArray(), All(r => r.Title), All(r => r.Detail),
            All(r => r.State), All(r => string.Join('\u001f', r.Parts)), All(r => r.Terms));
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes entries that are no more.</summary>
    /// <param name="select">Gives scope and key.</param>
    public async Task StageGoneAsync(string kind, string select, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Sql.Command(
            connection, $"insert into stage_search_gone (kind, scope, key) select '{kind}', s.scope, s.key from ({select}) s (scope, key)",
            values);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Merges what is staged and empties the stage. What is not staged stays, unless it was noted as gone.</summary>
    public Task MergeAsync(CancellationToken cancellationToken) => MergeAsync(null, null, cancellationToken);

    /// <summary>The same, and whatever of these kinds is not staged goes.</summary>
    public Task MergeAllAsync(IEnumerable<string> kinds, CancellationToken cancellationToken) =>
        MergeAsync([.. kinds], null, cancellationToken);

    /// <summary>The same within some scopes.</summary>
    public Task MergeScopesAsync(IEnumerable<string> kinds, IEnumerable<string> scopes, CancellationToken cancellationToken) =>
        MergeAsync([.. kinds], [.. scopes], cancellationToken);

    /// <summary>Drops what is of none of these scopes any more.</summary>
    public Task DropOtherScopesAsync(IEnumerable<string> kinds, IEnumerable<string> scopes, CancellationToken cancellationToken) =>
        RunAsync(
            "delete from search_entry where kind = any($1) and scope <> all($2)", cancellationToken, kinds.ToArray(), scopes.ToArray());

    private async Task MergeAsync(string[]? kinds, string[]? scopes, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync("set local work_mem = '64MB'", cancellationToken);
        await RunAsync("analyze stage_search", cancellationToken);
        if (kinds is not null)
            await RunAsync(
                $"""
                delete from search_entry e
                where e.kind = any($1) {(scopes is null ? "" : "and e.scope = any($2)")} and {NotStaged}
                """,
                cancellationToken, scopes is null ? [kinds] : [kinds, scopes]);
        await RunAsync(DropGoneSql, cancellationToken);
        await RunAsync(UpsertSql, cancellationToken);
        await RunAsync("truncate stage_search, stage_search_gone", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Sql.Command(connection, sql, values);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
