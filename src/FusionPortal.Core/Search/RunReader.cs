using FusionPortal.Core.Data;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>
/// Reads everything that is part of a run. A run is read again where its mark, or that of one it waits for, differs from when this process
/// read it last; a process that begins reads each once, and writes only what differs.
/// </summary>
internal sealed class RunReader(IDbContextFactory<PortalDbContext> factory, RunLoader loader, IEnumerable<SearchSource> sources)
    : ISearchReader
{
    // Bounds what is in memory at once.
    private const int Batch = 50;

    private readonly RunSearchSource[] _sources = [.. sources.OfType<RunSearchSource>()];

    private IReadOnlyDictionary<Guid, RunMark> _before = new Dictionary<Guid, RunMark>();

    public IReadOnlyList<SearchSource> Of => _sources;

    public async Task ReadAsync(SearchReading reading, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var marks = await RunMark.AllAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancellationToken);
        var changed = reading.Since is null ? [.. marks.Keys] : RunMark.Changed(_before, marks);
        var kinds = _sources.Select(s => s.Kind).ToArray();
        foreach (var ids in changed.Chunk(Batch))
        {
            await reading.StageAsync(await RowsAsync(db, [.. ids.Where(marks.ContainsKey)], cancellationToken), cancellationToken);
            await reading.MergeScopesAsync(kinds, ids.Select(id => $"{id}"), cancellationToken);
        }

        if (reading.Since is null) await reading.DropOtherScopesAsync(kinds, marks.Keys.Select(id => $"{id}"), cancellationToken);
        _before = marks;
    }

    private async Task<List<SearchRow>> RowsAsync(PortalDbContext db, Guid[] ids, CancellationToken cancellationToken)
    {
        try
        {
            var graph = await loader.LoadAsync(db, ids, null, cancellationToken);
            return [.. ids.SelectMany(id => _sources.SelectMany(source => source.Rows(graph[id], graph.Plan(id))))];
        }
        catch (RefusedException refused) when (refused.Code == "newer-portal-needed")
        {
            // One that this portal cannot read hides no other. A newer one finds it.
            if (ids.Length == 1) return [];
            var rows = new List<SearchRow>();
            foreach (var id in ids) rows.AddRange(await RowsAsync(db, [id], cancellationToken));
            return rows;
        }
    }
}
