using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Templates;

/// <summary>What every way of publishing a template has in common. All of it happens inside the caller's transaction.</summary>
internal static class TemplatePublication
{
    /// <summary>Publishers take turns until their transactions end; processes started together publish once. Portals of every version take
    /// this lock.</summary>
    public static Task TakeTurnAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdvisoryLocks.Templates})", cancellationToken);

    /// <summary>The shipped number of what is in force: null where people wrote it. The first portal noted none; all it had was number
    /// 1.</summary>
    public static int? ShippedNumberOf(TemplateVersion version) => version.ShippedNumber ?? (version.TakesIn is null ? 1 : null);

    public static int TakesIn(TemplateVersion version) => version.TakesIn ?? 1;

    /// <summary>Adds the version, lets new runs take it, and appends the event. Runs stay on the version they began with. Call it
    /// last.</summary>
    /// <param name="current">In force until now, as read after <see cref="TakeTurnAsync"/>; null where the key is new.</param>
    /// <param name="shippedNumber">Null for a text of people.</param>
    public static async Task<TemplateVersion> AddAsync(
        PortalDbContext db, TemplateVersion? current, LoadedTemplate loaded, int? shippedNumber, int takesIn, string? reason, Actor actor,
            TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var key = loaded.Template.Key;
        var highest = await db.Set<TemplateVersion>().Where(t => t.Key == key).MaxAsync(t => (int?)t.Version, cancellationToken) ?? 0;
        // First: one version of a key may be published, and the database holds that.
        if (current is not null)
            await db.Set<TemplateVersion>().Where(t => t.Id == current.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Published, false), cancellationToken);
        var version = new TemplateVersion
        {
            Id = Guid.CreateVersion7(),
            Key = key,
            Version = Math.Max(highest + 1, shippedNumber ?? 0),
            Title = loaded.Template.Title,
            Kind = loaded.Template.Kind,
            SharedKind = loaded.Template.SharedKind,
            Yaml = loaded.Source,
            Sha256 = loaded.Sha256,
            Published = true,
            ShippedNumber = shippedNumber,
            TakesIn = takesIn,
            Reason = reason,
            PublishedBy = actor.DisplayName,
            PublishedAt = clock.GetDatabaseNow(),
        };
        db.Add(version);
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "templates", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "template.published", $"template:{key}",
                new
                {
                    key,
                    version.Version,
                    version.Sha256,
                    version.ShippedNumber,
                    version.TakesIn,
                    version.Reason,
                    Instead = current?.Version
                }),
            cancellationToken);
        return version;
    }
}
