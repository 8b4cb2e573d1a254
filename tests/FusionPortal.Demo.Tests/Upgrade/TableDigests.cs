using Npgsql;

namespace FusionPortal.Demo.Tests.Upgrade;

/// <summary>What every table of a database holds, in the columns it has at one moment: count and hash.</summary>
internal sealed class TableDigests(string ownerConnectionString)
{
    // The scheduler moves its own rows, and the migrations write down that they ran and from when on what is kept (KeptAsync tells that).
    private const string ColumnsSql = """
        select format('%I.%I', table_schema, table_name), string_agg(format('%I', column_name), ', ' order by ordinal_position)
        from information_schema.columns
        where table_schema in ('public', 'audit') and table_name not in ('schema_fingerprint', '__EFMigrationsHistory', 'history_kept')
        group by 1
        """;

    /// <summary>Table by table, the columns there are now.</summary>
    public async Task<Dictionary<string, string>> ColumnsAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        await using var command = source.CreateCommand(ColumnsSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken)) columns[reader.GetString(0)] = reader.GetString(1);
        return columns;
    }

    /// <summary>Lines of "table: rows, hash", over the given columns only.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Dictionary<string, string> columns, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        var lines = new List<string>();
        foreach (var (table, list) in columns.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            await using var command = source.CreateCommand(
                $"select count(*) || ' rows, ' || coalesce(md5(string_agg(r::text, E'\\n' order by r::text)), '-') "
                    + $"from (select {list} from {table}) r");
            lines.Add($"{table}: {await command.ExecuteScalarAsync(cancellationToken)}");
        }

        return lines;
    }

    /// <summary>By kind of history, from when on it is known, as text; empty where the version kept none.</summary>
    public async Task<Dictionary<string, string>> KeptAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        await using var known = source.CreateCommand("select to_regclass('public.history_kept') is not null");
        var kept = new Dictionary<string, string>();
        if (await known.ExecuteScalarAsync(cancellationToken) is not true) return kept;
        await using var command = source.CreateCommand("select what, kept_from::text from public.history_kept");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) kept[reader.GetString(0)] = reader.GetString(1);
        return kept;
    }
}
