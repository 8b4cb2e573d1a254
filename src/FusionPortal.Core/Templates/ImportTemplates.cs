using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.ShippedTexts;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Templates;

/// <summary>
/// Publishes each template that ships with the portal where it has a higher number than any shipped one of its key published before.
/// Where a text of people is in force it is offered instead, and takes force only when somebody accepts it. Runs stay on their version.
/// </summary>
public sealed class ImportTemplates(IDbContextFactory<PortalDbContext> factory, ShippedTextConflicts conflicts, TimeProvider clock)
{
    /// <returns>How many were published: 0 when all of them were there.</returns>
    /// <exception cref="ShippedTextConflictException">Another build ships another text under one of the numbers.</exception>
    public Task<int> ExecuteAsync(Actor actor, CancellationToken cancellationToken) =>
        ExecuteAsync(TemplateLibrary.All, actor, cancellationToken);

    /// <summary>The same for given texts; the version in each is the number it ships under.</summary>
    internal async Task<int> ExecuteAsync(IReadOnlyList<LoadedTemplate> shipped, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator);
        try
        {
            return await PublishAsync(shipped, actor, cancellationToken);
        }
        catch (ShippedTextConflictException e)
        {
            await conflicts.NoteAsync(e, cancellationToken);
            throw;
        }
    }

    private async Task<int> PublishAsync(IReadOnlyList<LoadedTemplate> shipped, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await TemplatePublication.TakeTurnAsync(db, cancellationToken);
        var published = 0;
        foreach (var loaded in shipped)
            if (await OneAsync(db, loaded, actor, cancellationToken)) published++;
        await transaction.CommitAsync(cancellationToken);
        return published;
    }

    private async Task<bool> OneAsync(PortalDbContext db, LoadedTemplate loaded, Actor actor, CancellationToken cancellationToken)
    {
        var (key, number) = (loaded.Template.Key, loaded.Template.Version);
        var isNew = await Shipped.RememberAsync(db, key, number, loaded.Source, loaded.Sha256, clock.GetDatabaseNow(), cancellationToken);
        var current = await TemplateStore.PublishedAsync(db, key, cancellationToken);
        if (current is not null && TemplatePublication.TakesIn(current) >= number) return false;
        if (current is null || TemplatePublication.ShippedNumberOf(current) is not null)
        {
            await TemplatePublication.AddAsync(db, current, loaded, number, number, null, actor, clock, cancellationToken);
            return true;
        }

        if (!isNew) return false;
        await PortalEvents.PublishAsync(db, "templates", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent(
                "template.offered", $"template:{key}", new { key, ShippedNumber = number, loaded.Sha256, InForce = current.Version }),
                cancellationToken);
        return false;
    }
}
