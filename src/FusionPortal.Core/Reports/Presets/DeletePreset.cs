using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Reports.Presets;

/// <summary>Deletes a preset. Reports that were produced by it stay in the register.</summary>
public sealed class DeletePreset(IDbContextFactory<PortalDbContext> factory)
{
    /// <exception cref="RefusedException">NotFound. Forbidden: it is shared by somebody else.</exception>
    public async Task ExecuteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var preset = await PresetQueries.OfAsync(db, id, actor, cancellationToken);
        db.Remove(preset);
        await db.SaveChangesAsync(cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "report-preset.deleted", $"report-preset:{id}", new { preset.Name, preset.Report, preset.Question, preset.IsShared }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
