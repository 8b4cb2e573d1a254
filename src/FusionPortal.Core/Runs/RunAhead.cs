using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Runs;

/// <summary>
/// A run read before its lock is taken, so that whoever holds the lock holds it shortly. Under the lock one round trip tells what has
/// happened since: other commands of the run are added to what was read, and where anything else has changed, all of it is read again.
/// </summary>
internal sealed class RunAhead
{
    private const string SinceSql = """
        select step_key, record, run_revision from run_step_event where run_id = $1 and run_revision > $2 order by run_revision
        """;

    private const string RepeatedSql = "select exists (select from run_step_event where command_id = $1)";

    private readonly RunGraph _graph;
    private readonly RunBasis _basis;
    private readonly string _people;

    private RunAhead(RunGraph graph, RunBasis basis, string people) => (_graph, _basis, _people) = (graph, basis, people);

    public LoadedRun Run => _graph[_basis.RunId];

    /// <returns>Null where there is no such run.</returns>
    public static async Task<RunAhead?> ReadAsync(PortalDbContext db, RunLoader loader, Guid runId, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        // First what it rests on: whatever changes from here on is noticed, whether or not it is in what is read next.
        await using var batch = db.Batch();
        batch.BatchCommands.Add(BasisCommand(runId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PeopleQueries.MarkSql));
        RunBasis? basis;
        string people;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            (basis, people) = await BasisAsync(reader, cancellationToken);
        return basis is null ? null : new RunAhead(await loader.LoadAsync(db, [runId], null, cancellationToken), basis, people);
    }

    /// <summary>Call it right after the run was locked, before anything else is read.</summary>
    /// <returns>The run as it is now, and whether the command was carried out already.</returns>
    public async Task<(RunGraph Graph, bool IsRepeated)> UnderLockAsync(
        PortalDbContext db, RunLoader loader, Run locked, Guid commandId, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        NpgsqlBatchCommand[] commands =
        [
            new(Durability.ReleaseEarlySql),
            BasisCommand(_basis.RunId),
            new(PeopleQueries.MarkSql),
            new(RepeatedSql) { Parameters = { new() { Value = commandId } } },
            new(SinceSql) { Parameters = { new() { Value = _basis.RunId }, new() { Value = _basis.Revision } } },
        ];
        foreach (var command in commands) batch.BatchCommands.Add(command);
        RunBasis? basis;
        string people;
        var steps = new Dictionary<string, StepRecord>(Run.Steps, StringComparer.Ordinal);
        var told = new HashSet<long>();
        bool isRepeated;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            (basis, people) = await BasisAsync(reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            isRepeated = await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                steps[reader.GetString(0)] = RunJson.Read<StepRecord>(reader.GetString(1));
                told.Add(reader.GetInt64(2));
            }
        }

        // Every revision since is told by a command, or something was written that is no command.
        var isToldWhole = told.Count == locked.Revision - _basis.Revision;
        var isSame = isToldWhole && basis?.Around == _basis.Around && people == _people;
        var graph = isSame ? _graph.With(Run with { Run = locked, Steps = steps })
            : await loader.LoadAsync(db, [_basis.RunId], null, cancellationToken);
        return (graph, isRepeated);
    }

    private static NpgsqlBatchCommand BasisCommand(Guid runId) => new(RunBasis.Sql) { Parameters = { new() { Value = new[] { runId } } } };

    private static async Task<(RunBasis? Basis, string People)> BasisAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var basis = await reader.ReadAsync(cancellationToken) ? RunBasis.Read(reader) : null;
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (basis, reader.GetString(0));
    }
}
