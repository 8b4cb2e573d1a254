using System.Collections.Immutable;
using System.Data;
using FusionPortal.Checklists.Runs;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FusionPortal.Core.Runs;

/// <summary>Where a run stands in a list: by a moment, or by its title.</summary>
internal sealed record RunPosition(DateTimeOffset At, Guid Id, string? Title = null);

/// <summary>
/// Which runs are open now, and what their plans say to people. Worked out from the plans and stored nowhere: a run can stop being complete
/// without anybody touching it. A process works every run out once, and from then on only what may stand differently from when it looked
/// last, whoever changed it: a call reads one short row for each run there is (<see cref="RunMark"/>), and works out what was changed.
/// </summary>
public sealed class RunStandings(RunLoader loader) : IDisposable
{
    // Bounds what is in memory at once while many runs are worked out anew.
    private const int Batch = 50;

    // Who only said again what a step said already changed nothing, and is no reason to look at the run again.
    private const string WorkedBySql = """
        select run_id, by_id, max(at) from run_step_event where run_id = any ($1) and changes <> '[]' group by run_id, by_id
        """;

    private readonly SemaphoreSlim _one = new(1);

    private Known _known = Known.Nothing;

    /// <summary>How many plans were worked out so far, for whoever wants to know what it costs.</summary>
    internal long WorkedOut { get; private set; }

    public void Dispose() => _one.Dispose();

    /// <param name="db">The context, without a transaction.</param>
    /// <param name="runs">Which runs; in any order.</param>
    /// <param name="filter">Whether they are complete or blocked, and the order; the rest is in <paramref name="runs"/>.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="take">At most so many, 1 or more.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    internal async Task<List<RunPosition>> PageAsync(
        PortalDbContext db, IQueryable<Run> runs, RunFilter filter, RunPosition? after, int take, CancellationToken cancellationToken)
    {
        await using var now = filter is { Finished: null, Blocked: null } ? null : await OpenNowAsync(db, cancellationToken);
        if (now is not null)
        {
            Guid[] open = [.. now.Runs.Values.Where(r => filter.Blocked is not { } blocked || r.Blocked == blocked).Select(r => r.Id)];
            runs = filter is { Finished: true, Blocked: null } ? runs.Where(r => r.CancelledAt == null && !open.Contains(r.Id))
                : runs.Where(r => open.Contains(r.Id));
        }

        return await RunOrder.After(runs, filter.Sort, after).Take(take).ToListAsync(cancellationToken);
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
            // One snapshot for the marks and for what is worked out: what is known is what its marks say, also where a call fails.
            moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var people = await PeopleQueries.SameAsync(db, null, cancellationToken);
            _known = await NowAsync(db, _known.People == people.Fingerprint ? _known : Known.Nothing, people, cancellationToken);
            return new OpenNow(moment, _known.Runs, people);
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

    private async Task<Known> NowAsync(PortalDbContext db, Known before, SamePeople people, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var marks = await RunMark.AllAsync(connection, cancellationToken);
        var changed = RunMark.Changed(before.Marks, marks);
        var runs = before.Runs.RemoveRange(changed).ToBuilder();
        foreach (var ids in changed.Where(id => marks.TryGetValue(id, out var mark) && !mark.Cancelled).Chunk(Batch))
        {
            var workedBy = (await Sql.ListAsync(
                connection, WorkedBySql, row => (Run: row.GetGuid(0), By: row.GetString(1), At: row.GetFieldValue<DateTimeOffset>(2)),
                cancellationToken, ids)).ToLookup(w => w.Run);
            foreach (var run in await WorkOutAsync(db, ids, id => workedBy[id].ToDictionary(w => w.By, w => w.At), cancellationToken))
                runs[run.Id] = run;
        }

        return new Known(people.Fingerprint, marks, runs.ToImmutable());
    }

    private async Task<List<OpenRun>> WorkOutAsync(
        PortalDbContext db, Guid[] ids, Func<Guid, Dictionary<string, DateTimeOffset>> workedBy, CancellationToken cancellationToken)
    {
        try
        {
            var graph = await loader.LoadAsync(db, ids, null, cancellationToken);
            WorkedOut += ids.Length;
            return [.. ids.Where(id => !graph.IsComplete(id)).Select(id => OpenRun.Of(graph, id, workedBy(id)))];
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
            return [new OpenRun(run.Id, run.LastActivityAt, run.StartedById, workedBy(run.Id), [], [], [])];
        }
    }

    private sealed record Known(string? People, IReadOnlyDictionary<Guid, RunMark> Marks, ImmutableDictionary<Guid, OpenRun> Runs)
    {
        public static Known Nothing { get; } =
            new(null, ImmutableDictionary<Guid, RunMark>.Empty, ImmutableDictionary<Guid, OpenRun>.Empty);
    }
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
