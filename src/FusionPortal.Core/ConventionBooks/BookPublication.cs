using FusionPortal.Conventions.Books;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>What every way of publishing a book has in common. All of it happens inside the caller's transaction.</summary>
internal static class BookPublication
{
    /// <summary>Publishers take turns until their transactions end; processes started together publish once. Portals of every version take
    /// this lock.</summary>
    public static Task TakeTurnAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdvisoryLocks.ConventionBooks})", cancellationToken);

    /// <summary>The version in force, in whatever format; null where nothing was published.</summary>
    public static Task<BookVersion?> LatestAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        db.Set<BookVersion>().AsNoTracking().OrderByDescending(b => b.Version).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Adds the version, tells the other processes, which judge anew, and appends the event. Call it last.</summary>
    /// <param name="latest">As read after <see cref="TakeTurnAsync"/>.</param>
    /// <param name="shippedNumber">Null for a text of people.</param>
    public static async Task<BookVersion> AddAsync(
        PortalDbContext db, BookVersion? latest, ConventionBook book, int? shippedNumber, int takesIn, string? reason, Actor actor,
            TimeProvider clock,
        CancellationToken cancellationToken)
    {
        // After the version before, so that one book is in force at each moment.
        var now = await db.StampAsync(clock, HistoryDomains.Records, cancellationToken, latest?.PublishedAt);
        var version = new BookVersion
        {
            Version = Math.Max((latest?.Version ?? 0) + 1, shippedNumber ?? 0),
            Yaml = book.Yaml,
            Sha256 = book.Sha256,
            Format = book.Format,
            ShippedNumber = shippedNumber,
            TakesIn = takesIn,
            Reason = reason,
            PublishedBy = actor.DisplayName,
            PublishedAt = now,
        };
        db.Add(version);
        if (book.Format <= BookForOlderPortals.Format) db.Add(ForOlderPortals(version));
        await db.SaveChangesAsync(cancellationToken);
        await PortalEvents.PublishAsync(db, "convention-book", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "convention-book.published", $"convention-book:{version.Version}",
                new { version.Version, version.Sha256, version.ShippedNumber, version.TakesIn, version.Reason, Instead = latest?.Version }),
            cancellationToken);
        return version;
    }

    public static BookForOlderPortals ForOlderPortals(BookVersion version) => new()
    {
        Version = version.Version,
        Yaml = version.Yaml,
        Sha256 = version.Sha256,
        PublishedBy = version.PublishedBy,
        PublishedAt = version.PublishedAt,
    };
}
