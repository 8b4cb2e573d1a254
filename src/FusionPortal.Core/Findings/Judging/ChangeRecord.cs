using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <param name="Value">What the change itself answers.</param>
/// <param name="Opened">Findings that were opened, or opened again, in the transaction of the change.</param>
/// <param name="Closed">Findings that were resolved in it.</param>
public sealed record JudgedChange<T>(T Value, long Opened, long Closed);

/// <summary>
/// Makes a change of the records and judges with it, in one transaction, where that does what a person was shown. Nobody else judges from
/// the comparison to the commit, so what was compared is what is written. What a scan reads meanwhile is judged by the next judging.
/// </summary>
public sealed class ChangeRecord(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, EvaluationInput input, TimeProvider clock)
{
    /// <param name="find">The change, against the record as it is once it is this one's turn.</param>
    /// <param name="seen">The token of the preview that was seen.</param>
    /// <param name="revision">Of the record that was seen.</param>
    /// <param name="write">Writes the record, in the context's transaction; refuses where it is another by then.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    /// <exception cref="RefusedException">Invalid: no preview is named. Conflict: it would do something else by now; the details hold the
    /// preview of now.</exception>
    internal async Task<JudgedChange<T>> ExecuteAsync<T>(
        Func<Task<RecordChange>> find, string? seen, long revision, Func<PortalDbContext, Task<T>> write,
            CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await Judging.LockAsync(connection, cancellationToken);
        try
        {
            var change = await find();
            if (await EvaluationInput.LastHashAsync(connection, cancellationToken) is null)
            {
                SeenPreview.Require(RecordPreview.Nothing(change.Wanted, change.Revision), seen, revision);
                return await WriteAsync(db, null, write, cancellationToken);
            }

            var changed = await input.ReadAsync(change.Apply, cancellationToken);
            BookQueries.RequireReadable(changed.Book);
            var tallies = await new Judge(dataSource).StageAsync(connection, changed, cancellationToken);
            SeenPreview.Require(
                await PreviewSql.CompareAsync(connection, changed, change, includesOthers: false, cancellationToken), seen, revision);
            return await WriteAsync(
                db, () => new Judging(dataSource, input, clock).MergeAsync(connection, null, changed, tallies, cancellationToken), write,
                    cancellationToken);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open) await Judging.UnlockAsync(connection);
        }
    }

    // The record after the findings: its event locks the trail, which nobody shall wait for while many findings are written.
    private static async Task<JudgedChange<T>> WriteAsync<T>(
        PortalDbContext db, Func<Task<JudgingResult>>? merge, Func<PortalDbContext, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = merge is null ? null : await merge();
        var value = await write(db);
        if (result is not null) await AuditWriter.AppendAsync(db, Actor.System, Reevaluate.Event(result), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new JudgedChange<T>(value, (result?.Changes.Opened + result?.Changes.Reopened) ?? 0, result?.Changes.Resolved ?? 0);
    }
}
