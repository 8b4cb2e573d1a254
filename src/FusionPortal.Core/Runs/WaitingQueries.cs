using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>Reads what keeps the open runs from being worked, whoever works them.</summary>
public sealed class WaitingQueries(IDbContextFactory<PortalDbContext> factory, RunStandings standings)
{
    /// <summary>Of every open run, what has stood longest first; what nobody knows the beginning of comes last.</summary>
    public async Task<IReadOnlyList<WaitingItem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var now = await standings.OpenNowAsync(db, cancellationToken);
        return [.. now.Runs.Values.SelectMany(run => run.Waiting).OrderBy(w => w.Since ?? DateTimeOffset.MaxValue)
            .ThenBy(w => w.RunTitle, StringComparer.Ordinal).ThenBy(w => w.RunId)];
    }
}
