using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <param name="OrgId">The client's organization ID, in any letter case.</param>
/// <param name="Acknowledged">The reference topic the installer has read and understood.</param>
/// <param name="CommandId">Made by the caller; a repeat returns the run that was started.</param>
public sealed record StartInstallRequest(string OrgId, AcknowledgedTopic? Acknowledged, Guid CommandId);

/// <summary>Starts a client's install checklist. The organization ID is permanent from then on.</summary>
public sealed class StartInstall(IDbContextFactory<PortalDbContext> factory, RunStarter starter, TimeProvider clock)
{
    /// <returns>The run's id.</returns>
    /// <exception cref="RefusedException">
    /// Forbidden; NotFound: no such organization; Invalid: the reference topic is not acknowledged; Conflict: the client has an install
    /// already.
    /// </exception>
    public async Task<Guid> ExecuteAsync(StartInstallRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var key = (request.OrgId ?? "").Trim().ToLowerInvariant();
        var organization = Conventions.OrganizationId.IsValid(key)
            ? await db.Set<Organization>().SingleOrDefaultAsync(o => o.OrgKey == key, cancellationToken)
            : null;
        if (organization is null)
            throw new RefusedException(RefusalKind.NotFound, "no-such-organization", "There is no organization with this ID.", "orgId");
        if (await RunStarter.StartedByAsync(db, request.CommandId, cancellationToken) is { } repeated)
        {
            return repeated.OrganizationId == organization.Id && repeated.Kind == RunKind.ClientInstall ? repeated.Id
                : throw CommandReused();
        }

        var (version, _, topic) = await starter.PrepareAsync(
            db, TemplateLibrary.ClientInstall, RunKind.ClientInstall,
                new OrganizationFacts(organization.OrgId, organization.Title, organization.Environment), request.Acknowledged, actor,
                cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var at = await db.StampAsync(clock, HistoryDomains.Runs | HistoryDomains.Records, cancellationToken);
        var run =
            RunStarter.New(RunKind.ClientInstall, organization.Title, version, topic, request.CommandId, actor, at, organization.Id, null);
        organization.InstallBegunAt ??= run.StartedAt;
        organization.InstallCancelledAt = null;
        db.Add(run);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(RunConfiguration.OneInstall) || e.Violates(RunConfiguration.StartedOnce))
        {
            await transaction.RollbackAsync(cancellationToken);
            return await ExistingAsync(db, organization, request.CommandId, cancellationToken);
        }

        await PortalEvents.PublishAsync(db, $"run:{run.Id}", cancellationToken);
        await PortalEvents.PublishAsync(db, "organizations", cancellationToken);
        await RunStarter.AppendAsync(db, actor, run, version, organization.OrgId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run.Id;
    }

    // The same command may have been sent twice at once; any other is told who was first.
    private static async Task<Guid> ExistingAsync(
        PortalDbContext db, Organization organization, Guid commandId, CancellationToken cancellationToken)
    {
        var existing = await db.Set<Run>().AsNoTracking()
            .SingleOrDefaultAsync(
                r => r.OrganizationId == organization.Id && r.Kind == RunKind.ClientInstall && r.CancelledAt == null, cancellationToken)
                ?? throw CommandReused();
        if (existing.StartCommandId == commandId) return existing.Id;
        throw new RefusedException(
            RefusalKind.Conflict, "install-exists", $"{organization.Title} has an install already, started by {existing.StartedBy}.",
                "orgId",
            new { RunId = existing.Id, existing.StartedBy, existing.StartedAt });
    }

    internal static RefusedException CommandReused() =>
        new(RefusalKind.Conflict, "command-reused", "This command id was used for something else. Make a new one for each command.",
            "commandId");
}
