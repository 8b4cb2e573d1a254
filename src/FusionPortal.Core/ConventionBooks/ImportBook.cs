using FusionPortal.Conventions.Books;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.People;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>Publishes the embedded convention book as version 1 on first start. Does nothing where any version is published.</summary>
public sealed class ImportBook(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    private const long Lock = 0x46_50_42_6F_6F_6B;

    /// <returns>True where it was imported now.</returns>
    public async Task<bool> ExecuteAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Several processes may start at once; one imports, the others find it done.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancellationToken);
        if (await db.Set<BookVersion>().AnyAsync(cancellationToken)) return false;

        var book = ConventionBook.Default;
        db.Add(new BookVersion
        {
            Version = book.Version,
            Yaml = book.Yaml,
            Sha256 = book.Sha256,
            PublishedBy = actor.DisplayName,
            PublishedAt = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "convention-book", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor, new AuditEvent("convention-book.published", $"convention-book:{book.Version}", new { book.Version, book.Sha256 }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
