using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Reports.Presets;

/// <param name="Name">As <see cref="SavePresetRequest.Name"/>.</param>
/// <param name="IsShared">Everybody sees it who may produce the report.</param>
public sealed record ChangePresetRequest(Guid Id, string? Name, bool IsShared);

/// <summary>Renames a preset, and shares it or takes it back. What it asks never changes: that would be another one.</summary>
public sealed class ChangePreset(IDbContextFactory<PortalDbContext> factory)
{
    /// <exception cref="RefusedException">NotFound. Forbidden: it is shared by somebody else. Invalid: the name. SecretFound.
    /// Conflict: the name is taken.</exception>
    public async Task ExecuteAsync(ChangePresetRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var name = FreeText.Required(request.Name, "name", "A name", ReportPreset.NameLimit);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var preset = await PresetQueries.OfAsync(db, request.Id, actor, cancellationToken);
        var before = new { preset.Name, preset.IsShared };
        if (before.Name == name && before.IsShared == request.IsShared) return;
        (preset.Name, preset.NameKey, preset.IsShared) = (name, name.ToLowerInvariant(), request.IsShared);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(ReportPresetConfiguration.NameTaken))
        {
            throw PresetQueries.NameTaken(name);
        }

        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "report-preset.changed", $"report-preset:{preset.Id}",
                new { preset.Name, preset.Report, Before = before, After = new { preset.Name, preset.IsShared } }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
