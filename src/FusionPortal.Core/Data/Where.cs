using System.Globalization;
using System.Text;
using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>Collects conditions and their positional parameters. Conditions are written here, values only ever travel as
/// parameters.</summary>
internal sealed class Where
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

    /// <summary>The conditions; <c>true</c> where there are none.</summary>
    public override string ToString() => _conditions.Length == 0 ? "true" : _conditions.ToString();

    public NpgsqlCommand Command(NpgsqlConnection connection, string sql) => Sql.Command(connection, sql, [.. _values]);

    public Task<List<T>> ListAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        Sql.ListAsync(connection, sql, read, cancellationToken, [.. _values]);
}
