using FusionPortal.Checklists.Templates;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Templates;

/// <summary>Imports the templates that ship with the portal as version 1, each once. Later versions are made in the portal.</summary>
public sealed class ImportTemplates(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    // Held until the transaction ends, so that processes started together import once.
    private const long ImportLock = 0x46_50_74_6D_70_6C;

    /// <returns>How many were imported: 0 when all of them were there.</returns>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ImportLock})", cancellationToken);
        var present = await db.Set<TemplateVersion>().Select(t => t.Key).Distinct().ToListAsync(cancellationToken);
        var imported = TemplateLibrary.All.Where(t => !present.Contains(t.Template.Key)).Select(loaded => new TemplateVersion
        {
            Id = Guid.CreateVersion7(),
            Key = loaded.Template.Key,
            Version = 1,
            Title = loaded.Template.Title,
            Kind = loaded.Template.Kind,
            SharedKind = loaded.Template.SharedKind,
            Yaml = loaded.Source,
            Sha256 = loaded.Sha256,
            Published = true,
            PublishedBy = actor.DisplayName,
            PublishedAt = clock.GetDatabaseNow(),
        }).ToList();
        if (imported.Count == 0) return 0;

        db.AddRange(imported);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var template in imported)
        {
            await AuditWriter.AppendAsync(
                db, actor, new AuditEvent("template.imported", $"template:{template.Key}", new { template.Key, template.Version, template.Sha256 }), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return imported.Count;
    }
}
