using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Reports;

/// <summary>Hands the record of a finished install out as a document, and writes to the audit trail that it left.</summary>
public sealed class TakeInstallRecord(IDbContextFactory<PortalDbContext> factory, FinishedInstallQueries installs)
{
    /// <summary>Everybody with a role may: it holds what the page of the install shows, and no credential.</summary>
    /// <exception cref="RefusedException">NotFound: no such run, or it is no client's install, or it is not finished.</exception>
    public async Task<FinishedInstall> ExecuteAsync(Guid runId, Actor actor, CancellationToken cancellationToken)
    {
        var install = await installs.FindAsync(runId, actor.SubjectId, cancellationToken) ?? throw new RefusedException(
            RefusalKind.NotFound, "no-finished-install", "There is no finished install of a client with this id.");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent("install.taken", $"run:{runId}", new { install.Head.Title, install.Head.OrgId, install.AsOf, install.Sha256 }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return install;
    }
}
