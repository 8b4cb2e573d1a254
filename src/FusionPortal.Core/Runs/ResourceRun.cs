using FusionPortal.Core.Data;

namespace FusionPortal.Core.Runs;

/// <summary>The run of a shared resource that another run is about to be linked to.</summary>
internal static class ResourceRun
{
    /// <summary>
    /// Keeps it as it is until the transaction ends: nobody cancels or works it meanwhile, and any number of runs may be linked to it at
    /// once. Read it after this; before, somebody may be cancelling it.
    /// </summary>
    /// <returns>The run's id; null where there is no such resource.</returns>
    public static async Task<Guid?> KeepAsync(PortalDbContext db, Guid resourceId, CancellationToken cancellationToken)
    {
        var ids = await db.QueryAsync<Guid>(
            $"select id from run where shared_resource_id = {resourceId} for share", cancellationToken);
        return ids.Count == 0 ? null : ids[0];
    }
}
