using FusionPortal.Conventions;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.SharedResources;

/// <param name="Template">The checklist's key, for example <c>rds-instance</c>.</param>
/// <param name="Title">What it is called until it has a name; at most 200 characters.</param>
/// <param name="DedicatedTo">The organization ID of the one client it is for; null for a shared one.</param>
/// <param name="CommandId">Made by the caller; a repeat returns the run that was started.</param>
public sealed record StartSharedResourceRunRequest(string Template, string Title, string? DedicatedTo, Guid CommandId);

/// <summary>Starts the checklist of a new shared resource.</summary>
public sealed class StartSharedResourceRun(IDbContextFactory<PortalDbContext> factory, RunStarter starter, TimeProvider clock)
{
    /// <returns>The run's id.</returns>
    /// <exception cref="RefusedException">Forbidden; NotFound: no such checklist or organization; Invalid; SecretFound; Conflict: the
    /// command id was used for something else.</exception>
    public async Task<Guid> ExecuteAsync(StartSharedResourceRunRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        var title = FreeText.Required(request.Title, "title", "Title", 200);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await RunStarter.StartedByAsync(db, request.CommandId, cancellationToken) is { } repeated) return Repeat(repeated, title);
        var organization = await DedicatedToAsync(db, request.DedicatedTo, cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var at = await db.StampAsync(clock, HistoryDomains.Runs, cancellationToken);
        var (run, resource, version) =
            await starter.AddSharedResourceAsync(
            db, request.Template ?? "", title, organization, request.CommandId, actor, at, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(RunConfiguration.StartedOnce))
        {
            await transaction.RollbackAsync(cancellationToken);
            return Repeat((await RunStarter.StartedByAsync(db, request.CommandId, cancellationToken))!, title);
        }

        await PortalEvents.PublishAsync(db, $"run:{run.Id}", cancellationToken);
        await PortalEvents.PublishAsync(db, $"shared-resource:{resource.Id}", cancellationToken);
        await RunStarter.AppendAsync(db, actor, run, version, organization?.OrgId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run.Id;
    }

    private static Guid Repeat(Run run, string title) =>
        run.SharedResourceId is not null && run.Title == title ? run.Id : throw StartInstall.CommandReused();

    private static async Task<Organization?> DedicatedToAsync(PortalDbContext db, string? orgId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(orgId)) return null;
        var key = orgId.Trim().ToLowerInvariant();
        return (OrganizationId.IsValid(key)
            ? await db.Set<Organization>().AsNoTracking().SingleOrDefaultAsync(o => o.OrgKey == key, cancellationToken) : null)
            ?? throw new RefusedException(
                RefusalKind.NotFound, "no-such-organization", "There is no organization with this ID.", "dedicatedTo");
    }
}
