using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>
/// Rows as records: a column goes to the parameter of the record's constructor that has its name, <c>org_id</c> to <c>OrgId</c>. Both stand
/// in the same order, and a name or type that does not fit fails at the first row. Columns behind those of the record are another one's.
/// </summary>
internal static class SqlRows
{
    static SqlRows()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new MomentHandler());
        SqlMapper.AddTypeHandler(new JsonHandler());
    }

    /// <summary>On the context's connection, and in its transaction if there is one. What stands in braces is a parameter.</summary>
    public static async Task<List<TRow>> QueryAsync<TRow>(
        this PortalDbContext db, FormattableString sql, CancellationToken cancellationToken)
    {
        object[] places = [.. Enumerable.Range(1, sql.ArgumentCount).Select(n => $"${n}")];
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = Sql.Command(
                (NpgsqlConnection)db.Database.GetDbConnection(), string.Format(CultureInfo.InvariantCulture, sql.Format, places),
                sql.GetArguments());
            return await ListAsync<TRow>(command, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public static async Task<List<TRow>> ListAsync<TRow>(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        await foreach (var row in StreamAsync<TRow>(command, cancellationToken)) rows.Add(row);
        return rows;
    }

    /// <summary>Two records side by side: a row, and for example its place in the order of the list.</summary>
    public static async Task<List<(TRow Row, TBeside Beside)>> ListAsync<TRow, TBeside>(
        NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (row, beside) = (Parser<TRow>(reader, 0), Parser<TBeside>(reader, Width<TRow>()));
        var rows = new List<(TRow, TBeside)>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add((row(reader), beside(reader)));
        return rows;
    }

    public static async IAsyncEnumerable<TRow> StreamAsync<TRow>(
        NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = Parser<TRow>(reader, 0);
        while (await reader.ReadAsync(cancellationToken)) yield return row(reader);
    }

    /// <summary>The row it stands at as a report's: every column as it is, moments in UTC.</summary>
    public static object?[] Values(NpgsqlDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) is DateTime moment ? Moment(moment) : reader.GetValue(i);
        return row;
    }

    // A text, an id or a flag alone is one column, which has no name to go by.
    private static Func<NpgsqlDataReader, TRow> Parser<TRow>(NpgsqlDataReader reader, int first) =>
        typeof(TRow).Namespace == nameof(System)
            ? row => row.GetFieldValue<TRow>(first)
            : reader.GetRowParser<TRow>(startIndex: first, length: Width<TRow>());

    private static int Width<TRow>() => typeof(TRow).GetConstructors().Max(c => c.GetParameters().Length);

    private static DateTimeOffset Moment(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));

    // Npgsql gives a moment as a date and time in UTC.
    private sealed class MomentHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => Moment((DateTime)value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value;
    }

    private sealed class JsonHandler : SqlMapper.TypeHandler<JsonElement>
    {
        public override JsonElement Parse(object value) => JsonSerializer.Deserialize<JsonElement>((string)value);

        public override void SetValue(IDbDataParameter parameter, JsonElement value) => parameter.Value = value.GetRawText();
    }
}
