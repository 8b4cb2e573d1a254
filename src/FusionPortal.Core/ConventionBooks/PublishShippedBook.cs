using FusionPortal.Conventions.Books;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.ShippedTexts;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>What became of the shipped text at a start.</summary>
public enum ShippedOutcome
{
    /// <summary>It, or a later one, was published before; or people declined it.</summary>
    Known,

    /// <summary>It is in force from now on.</summary>
    Published,

    /// <summary>People have published their own text, so it waits for them to take it in.</summary>
    Offered,
}

/// <summary>
/// Publishes the convention book that this build ships where it has a higher number than any shipped one published before. Where a text of
/// people is in force it is offered instead, and takes force only when somebody accepts it.
/// </summary>
public sealed class PublishShippedBook(IDbContextFactory<PortalDbContext> factory, ShippedTextConflicts conflicts, TimeProvider clock)
{
    /// <exception cref="ShippedTextConflictException">Another build ships another text under this number.</exception>
    public Task<ShippedOutcome> ExecuteAsync(Actor actor, CancellationToken cancellationToken) =>
        ExecuteAsync(ConventionBook.Default, actor, cancellationToken);

    /// <summary>The same for a given text; its own number is the one it ships under.</summary>
    internal async Task<ShippedOutcome> ExecuteAsync(ConventionBook shipped, Actor actor, CancellationToken cancellationToken)
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

    private async Task<ShippedOutcome> PublishAsync(ConventionBook shipped, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await BookPublication.TakeTurnAsync(db, cancellationToken);
        var isNew = await Shipped.RememberAsync(
            db, Shipped.Book, shipped.Version, shipped.Yaml, shipped.Sha256, clock.GetDatabaseNow(), cancellationToken);
        var latest = await BookPublication.LatestAsync(db, cancellationToken) ?? await FromOlderPortalAsync(db, cancellationToken);
        var outcome = await ActAsync(db, latest, shipped, isNew, actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    private async Task<ShippedOutcome> ActAsync(
        PortalDbContext db, BookVersion? latest, ConventionBook shipped, bool isNew, Actor actor, CancellationToken cancellationToken)
    {
        if (latest is null) await ForOlderPortalsAsync(db, shipped, cancellationToken);
        if (latest is not null && latest.TakesIn >= shipped.Version) return ShippedOutcome.Known;
        if (latest is null or { ShippedNumber: not null })
        {
            await BookPublication.AddAsync(db, latest, shipped, shipped.Version, shipped.Version, null, actor, clock, cancellationToken);
            return ShippedOutcome.Published;
        }

        if (!isNew) return ShippedOutcome.Known;
        await PortalEvents.PublishAsync(db, "convention-book", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent(
                "convention-book.offered", "convention-book:offer",
                new { ShippedNumber = shipped.Version, shipped.Sha256, InForce = latest.Version }),
            cancellationToken);
        return ShippedOutcome.Offered;
    }

    /// <summary>A portal of the first version may have been started on the new schema before this one, and have published its book its own
    /// way.</summary>
    private static async Task<BookVersion?> FromOlderPortalAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var found = await db.Set<BookForOlderPortals>().AsNoTracking().OrderByDescending(b => b.Version)
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null) return null;
        var version = new BookVersion
        {
            Version = found.Version,
            Yaml = found.Yaml,
            Sha256 = found.Sha256,
            Format = BookForOlderPortals.Format,
            ShippedNumber = found.Version,
            TakesIn = found.Version,
            PublishedBy = found.PublishedBy,
            PublishedAt = found.PublishedAt,
        };
        db.Add(version);
        await db.SaveChangesAsync(cancellationToken);
        return version;
    }

    // An older portal that finds none would publish its own on an installation that has had a newer one from the beginning.
    private async Task ForOlderPortalsAsync(PortalDbContext db, ConventionBook shipped, CancellationToken cancellationToken)
    {
        if (shipped.Format <= BookForOlderPortals.Format) return;
        var readable = ConventionBook.Shipped.Select(s => ConventionBook.Load(s.Text)).Last(b => b.Format <= BookForOlderPortals.Format);
        db.Add(new BookForOlderPortals
        {
            Version = readable.Version,
            Yaml = readable.Yaml,
            Sha256 = readable.Sha256,
            PublishedBy = Actor.System.DisplayName,
            PublishedAt = clock.GetDatabaseNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
