using System.Collections.Immutable;
using System.Data;
using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FusionPortal.Core.Runs;

/// <summary>Where a run stands in lists: the latest worked first.</summary>
internal sealed record RunPosition(DateTimeOffset At, Guid Id);

/// <summary>
/// Which runs are open now, and what their plans say to people. Worked out from the plans and stored nowhere: a run can stop being complete
/// without anybody touching it. A process works every run out once, and from then on only what may stand differently since it looked last,
/// whoever changed it: a call costs what was done since the last one, however many runs there are.
/// </summary>
public sealed class RunStandings(RunLoader loader, NpgsqlDataSource dataSource, TimeProvider clock) : IDisposable
{
    // Bounds what is in memory at once while many runs are worked out anew.
    private const int Batch = 50;

    private const string WorkedBySql = "select run_id, by_id, max(at) from run_step_event where run_id = any ($1) group by run_id, by_id";

    private readonly SemaphoreSlim _one = new(1);

    private Known? _known;

    /// <summary>How many plans were worked out so far, for whoever wants to know what it costs.</summary>
    internal long WorkedOut { get; private set; }

    public void Dispose() => _one.Dispose();

    /// <param name="db">The context, without a transaction.</param>
    /// <param name="runs">Which runs; in any order.</param>
    /// <param name="finished">Only those that are complete, or not; cancelled ones are neither. Null for all.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="take">At most so many, 1 or more.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<List<RunPosition>> PageAsync(
        PortalDbContext db, IQueryable<Run> runs, bool? finished, RunPosition? after, int take, CancellationToken cancellationToken)
    {
        await using var now = finished is null ? null : await OpenNowAsync(db, cancellationToken);
        if (now is not null)
        {
            Guid[] open = [.. now.Runs.Keys];
            runs = finished is true ? runs.Where(r => r.CancelledAt == null && !open.Contains(r.Id)) : runs.Where(r => open.Contains(r.Id));
        }

        if (after is not null)
            runs = runs.Where(r => r.LastActivityAt < after.At || (r.LastActivityAt == after.At && r.Id.CompareTo(after.Id) < 0));
        return await runs.OrderByDescending(r => r.LastActivityAt).ThenByDescending(r => r.Id)
            .Select(r => new RunPosition(r.LastActivityAt, r.Id)).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>The open runs, and a transaction that sees everything as it was when they were.</summary>
    /// <param name="db">The context, without a transaction.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<OpenNow> OpenNowAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        IDbContextTransaction? moment = null;
        try
        {
            // First the moment, then what is read: whatever is still being written now counts as changed the next time.
            var settled = await HistoryClock.SettleAsync(
                dataSource, clock, null, HistoryDomains.Runs | HistoryDomains.Records, cancellationToken);
            moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var people = await PeopleQueries.SameAsync(db, null, cancellationToken);
            var from = _known?.People == people.Fingerprint
                ? _known
                : new Known(null, people.Fingerprint, ImmutableDictionary<Guid, OpenRun>.Empty);
            var runs = await SinceAsync(db, from, cancellationToken);
            _known = new Known(settled, from.People, runs);
            return new OpenNow(moment, runs, people);
        }
        catch
        {
            if (moment is not null) await moment.DisposeAsync();
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ImmutableDictionary<Guid, OpenRun>> SinceAsync(PortalDbContext db, Known from, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var changed = await RunChanges.SinceAsync(connection, from.At, cancellationToken);
        var runs = from.Runs.RemoveRange(changed.Select(c => c.Id)).ToBuilder();
        foreach (var ids in changed.Where(c => !c.Cancelled).Select(c => c.Id).Chunk(Batch))
        {
            var workedBy = (await Sql.ListAsync(
                connection, WorkedBySql, row => (Run: row.GetGuid(0), By: row.GetString(1), At: row.GetFieldValue<DateTimeOffset>(2)),
                cancellationToken, ids)).ToLookup(w => w.Run);
            foreach (var run in await WorkOutAsync(db, ids, id => workedBy[id].ToDictionary(w => w.By, w => w.At), cancellationToken))
                runs[run.Id] = run;
        }

        return runs.ToImmutable();
    }

    private async Task<List<OpenRun>> WorkOutAsync(
        PortalDbContext db, Guid[] ids, Func<Guid, Dictionary<string, DateTimeOffset>> workedBy, CancellationToken cancellationToken)
    {
        try
        {
            var graph = await loader.LoadAsync(db, ids, null, cancellationToken);
            WorkedOut += ids.Length;
            return [.. ids.Where(id => !graph.IsComplete(id)).Select(id => OpenRun.Of(graph[id], graph.Plan(id), workedBy(id)))];
        }
        catch (RefusedException refused) when (refused.Code == "newer-portal-needed")
        {
            // One that this portal cannot read hides no other. It is not known to be complete: whoever comes to it is told why.
            if (ids.Length > 1)
            {
                var runs = new List<OpenRun>();
                foreach (var id in ids) runs.AddRange(await WorkOutAsync(db, [id], workedBy, cancellationToken));
                return runs;
            }

            var run = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == ids[0], cancellationToken);
            return [new OpenRun(run.Id, run.LastActivityAt, run.StartedById, workedBy(run.Id), [], [])];
        }
    }

    // Everything stamped up to the moment is in it; some of what came later may be, too.
    private sealed record Known(DateTimeOffset? At, string People, ImmutableDictionary<Guid, OpenRun> Runs);
}

/// <summary>The open runs of one moment. Dispose of it when everything is read that shall be of that moment.</summary>
/// <param name="moment">Sees no later one.</param>
/// <param name="runs">By their ids.</param>
/// <param name="people">Who is who.</param>
internal sealed class OpenNow(IDbContextTransaction moment, IReadOnlyDictionary<Guid, OpenRun> runs, SamePeople people) : IAsyncDisposable
{
    public IReadOnlyDictionary<Guid, OpenRun> Runs => runs;

    public SamePeople People => people;

    public ValueTask DisposeAsync() => moment.DisposeAsync();
}
