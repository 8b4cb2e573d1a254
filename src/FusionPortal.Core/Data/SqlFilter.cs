using System.Globalization;
using System.Text;
using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>Collects conditions and their positional parameters. Conditions are written here, values only ever travel as
/// parameters.</summary>
internal sealed class SqlFilter
{
    private readonly StringBuilder _conditions = new();
    private readonly List<object> _values = [];

    /// <summary>Adds a value and gives its place, for example $3.</summary>
    public string Value(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    public void And(string condition)
    {
        if (_conditions.Length > 0) _conditions.Append(" and ");
        _conditions.Append('(').Append(condition).Append(')');
    }

    /// <summary>The column holds one of the values; nothing where there are none.</summary>
    public void AnyOf(string column, IEnumerable<string>? values)
    {
        if (values?.ToArray() is { Length: > 0 } some) And($"{column} = any({Value(some)})");
    }

    /// <summary>The column holds the value; nothing where there is none.</summary>
    public void Is(string column, string? value)
    {
        if (value is { Length: > 0 }) And($"{column} = {Value(value)}");
    }

    /// <summary>One of the columns has the text anywhere in it, ignoring case; nothing where there is none.</summary>
    public void Has(string? text, params IReadOnlyList<string> columns)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var like = Value(LikePattern.Anywhere(text.Trim()));
        And(string.Join(" or ", columns.Select(column => $"{column} ilike {like}")));
    }

    /// <summary>The conditions; <c>true</c> where there are none.</summary>
    public override string ToString() => _conditions.Length == 0 ? "true" : _conditions.ToString();

    public NpgsqlCommand Command(NpgsqlConnection connection, string sql) => Sql.Command(connection, sql, [.. _values]);

    /// <summary>Rows as records, by the names of their columns: see <see cref="SqlRows"/>.</summary>
    public Task<List<TRow>> ListAsync<TRow>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        Sql.ListAsync<TRow>(connection, sql, cancellationToken, [.. _values]);

    /// <inheritdoc cref="SqlRows.ListAsync{TRow, TBeside}"/>
    public async Task<List<(TRow Row, TBeside Beside)>> ListAsync<TRow, TBeside>(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return await SqlRows.ListAsync<TRow, TBeside>(command, cancellationToken);
    }

    public Task<List<T>> ListAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        Sql.ListAsync(connection, sql, read, cancellationToken, [.. _values]);
}
