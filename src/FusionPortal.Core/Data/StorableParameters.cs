using System.Data.Common;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace FusionPortal.Core.Data;

/// <summary>
/// The last line before the database: a text it cannot keep is refused as what it is, a fault of what was sent, and not as a failure of the
/// portal's. The doors before it know the field's name; whoever finds this one at work finds a door that is missing.
/// </summary>
internal sealed class StorableParameters : DbCommandInterceptor
{
    /// <exception cref="RefusedException">Invalid, without a field.</exception>
    public static void Require(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
            Require(parameter.Value, parameter is NpgsqlParameter { NpgsqlDbType: NpgsqlDbType.Jsonb or NpgsqlDbType.Json });
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Require(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
    {
        Require(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Require(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Require(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Require(command);
        return result;
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Require(command);
        return ValueTask.FromResult(result);
    }

    private static void Require(object? value, bool isJson)
    {
        switch (value)
        {
            // In JSON U+0000 stands as an escape, which jsonb refuses too.
            case string text when isJson && StorableText.FromJson(text) != text:
                throw StorableText.Refused(null, StorableText.Fault("\0")!);
            case string text:
                StorableText.Require(text, null);
                break;
            case IEnumerable<string?> texts:
                foreach (var text in texts) StorableText.Require(text, null);
                break;
        }
    }
}
