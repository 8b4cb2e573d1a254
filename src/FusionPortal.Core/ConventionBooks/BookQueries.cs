using System.Collections.Concurrent;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Rules;
using FusionPortal.Core.Data;
using FusionPortal.Core.ShippedTexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>One convention of the published book, for pages.</summary>
/// <param name="Source">Stated by the company's guide, or the portal's editable default.</param>
/// <param name="Why">Why the convention exists.</param>
/// <param name="Fix">What to do about a violation.</param>
public sealed record ConventionSummary(
    string Id, string Title, Severity Severity, RuleSource Source, string Why, string Fix, bool MixUp, int BookVersion);

/// <summary>One published version, without its text.</summary>
/// <param name="ShippedNumber">The number it ships under with the portal; null where people wrote it.</param>
/// <param name="Reason">Why people published it; null for shipped texts.</param>
public sealed record BookVersionSummary(
    int Version, string Sha256, string PublishedBy, DateTimeOffset PublishedAt, int? ShippedNumber, string? Reason);

/// <summary>The conventions page: every convention with where it comes from and why it exists.</summary>
/// <param name="Published">Null until the shipped book has been published; what is shown is then that book.</param>
public sealed record ConventionsPage(string Title, BookVersionSummary? Published, IReadOnlyList<ConventionDetail> Conventions);

/// <param name="Kinds">Resource kinds it judges.</param>
/// <param name="Pattern">The naming pattern, where it judges a name.</param>
/// <param name="OpenFindings">Violations not resolved now.</param>
public sealed record ConventionDetail(
    ConventionSummary Summary, RuleKind Rule, IReadOnlyList<string> Kinds, string? Pattern, long OpenFindings);

/// <summary>Whether this portal can judge by the book in force.</summary>
/// <param name="Version">Null before anything is published.</param>
/// <param name="Format">What the book in force is written in.</param>
/// <param name="NewestFormat">Up to what this portal reads.</param>
/// <param name="Readable">False where it needs a newer portal: this one then judges nothing.</param>
/// <param name="Says">What a person should know; null where all is well.</param>
public sealed record BookStanding(int? Version, int? Format, int NewestFormat, bool Readable, string? Says);

/// <summary>Reads of the convention book.</summary>
public sealed class BookQueries(IDbContextFactory<PortalDbContext> factory, ILogger<BookQueries> logger)
{
    // Versions are immutable, so a parsed book never goes out of date.
    private readonly ConcurrentDictionary<int, ConventionBook> _parsed = new();

    /// <summary>The book in force now.</summary>
    public Task<ConventionBook> CurrentAsync(CancellationToken cancellationToken) => AtAsync(null, cancellationToken);

    /// <summary>
    /// The book in force at a moment: the latest version published until then. Before the first one nothing was judged yet, and the first
    /// is given. One that this build cannot read is never replaced by another: it is given as one that judges nothing.
    /// </summary>
    /// <param name="asOf">Null: now.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<ConventionBook> AtAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await AtAsync(db, asOf, cancellationToken);
    }

    /// <summary>The same on a connection that is open already.</summary>
    internal async Task<ConventionBook> AtAsync(PortalDbContext db, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var all = db.Set<BookVersion>().AsNoTracking();
        var version = await all.Where(b => asOf == null || b.PublishedAt <= asOf.Value.ToUniversalTime())
            .OrderByDescending(b => b.Version).Select(b => (int?)b.Version).FirstOrDefaultAsync(cancellationToken)
            ?? await all.OrderBy(b => b.Version).Select(b => (int?)b.Version).FirstOrDefaultAsync(cancellationToken);
        // Before anything is published the shipped book is in force: it is the very one that a start publishes.
        return version is { } found ? (await GetAsync(db, found, cancellationToken))! : ConventionBook.Default;
    }

    /// <returns>Null where there is no such version.</returns>
    public async Task<ConventionBook?> GetAsync(int version, CancellationToken cancellationToken)
    {
        if (_parsed.TryGetValue(version, out var parsed)) return parsed;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await GetAsync(db, version, cancellationToken);
    }

    private async Task<ConventionBook?> GetAsync(PortalDbContext db, int version, CancellationToken cancellationToken)
    {
        if (_parsed.TryGetValue(version, out var parsed)) return parsed;
        var stored = await db.Set<BookVersion>().AsNoTracking().Where(b => b.Version == version).Select(b => new { b.Yaml, b.Format })
            .SingleOrDefaultAsync(cancellationToken);
        return stored is null ? null : _parsed.GetOrAdd(version, _ => Parsed(stored.Yaml, stored.Format, version));
    }

    /// <summary>Whether the book in force can be read here, for pages, the API and <c>/readyz</c>.</summary>
    public async Task<BookStanding> StandingAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await db.Set<BookVersion>().MaxAsync(b => (int?)b.Version, cancellationToken) is not { } version)
            return new BookStanding(null, null, ConventionBook.NewestFormat, true, null);
        var book = (await GetAsync(version, cancellationToken))!;
        return new BookStanding(
            version, book.Format, ConventionBook.NewestFormat, book.IsReadable, book.IsReadable ? null : Unreadable(book));
    }

    /// <summary>Why nothing is judged by the book, fit to be shown.</summary>
    public static string Unreadable(ConventionBook book) =>
        $"Not evaluated: the convention book in force, version {book.Version} of format {book.Format}, needs a newer portal. This one "
            + $"reads books up to format {ConventionBook.NewestFormat} and judges nothing.";

    /// <exception cref="RefusedException">Conflict, <c>newer-portal-needed</c>: what is asked cannot be answered by a book that cannot be
    /// read.</exception>
    public static void RequireReadable(ConventionBook book)
    {
        if (!book.IsReadable) throw new RefusedException(RefusalKind.Conflict, "newer-portal-needed", Unreadable(book));
    }

    // The number is the store's: a text exported from version 3 and published again is not version 3.
    private ConventionBook Parsed(string yaml, int format, int version)
    {
        if (format <= ConventionBook.NewestFormat && ConventionBook.TryLoad(yaml, out var book, out _)) return book.Numbered(version);
        var unreadable = ConventionBook.Unreadable(yaml, format, version);
        logger.LogError("{Says}", Unreadable(unreadable));
        return unreadable;
    }

    /// <summary>The text of a version as it was published, byte for byte; null where there is no such version.</summary>
    public async Task<string?> YamlAsync(int version, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<BookVersion>().AsNoTracking().Where(b => b.Version == version).Select(b => b.Yaml)
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<BookVersionSummary>> VersionsAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<BookVersion>().AsNoTracking().OrderByDescending(b => b.Version)
            .Select(b => new BookVersionSummary(b.Version, b.Sha256, b.PublishedBy, b.PublishedAt, b.ShippedNumber, b.Reason))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The shipped book that waits to be taken in; null where the one in force ships, or has it already.</summary>
    public async Task<ShippedOffer?> OfferAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await BookPublication.LatestAsync(db, cancellationToken) is { ShippedNumber: null } own
            ? await Shipped.OfferAsync(db, Shipped.Book, own.TakesIn, own.Version, own.Yaml, cancellationToken)
            : null;
    }

    /// <returns>Null where the book in force does not have it.</returns>
    /// <param name="asOf">The book in force then; null for now.</param>
    public async Task<ConventionSummary?> ConventionAsync(string id, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var book = await AtAsync(asOf, cancellationToken);
        return book.Convention(id) is { } convention ? Summary(book, convention) : null;
    }

    public async Task<ConventionsPage> PageAsync(CancellationToken cancellationToken)
    {
        var book = await CurrentAsync(cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var published = await db.Set<BookVersion>().AsNoTracking().Where(b => b.Version == book.Version)
            .Select(b => new BookVersionSummary(b.Version, b.Sha256, b.PublishedBy, b.PublishedAt, b.ShippedNumber, b.Reason))
                .SingleOrDefaultAsync(cancellationToken);
        var open = (await db.QueryAsync<OpenCount>(
            $"""
            select f.convention_id, count(*) as count from finding_version v join finding f on f.id = v.finding_id
            where v.valid_to = 'infinity' and v.status <> 'Resolved' group by f.convention_id
            """,
            cancellationToken)).ToDictionary(c => c.ConventionId, c => c.Count);
        return new ConventionsPage(
            book.Title, published,
            [.. book.Conventions.Select(c => new ConventionDetail(
                Summary(book, c), c.Rule, c.Kinds, c.Parameters.Pattern?.Pattern.ToString(), open.GetValueOrDefault(c.Id)))]);
    }

    internal static ConventionSummary Summary(ConventionBook book, Convention convention) => new(
        convention.Id, convention.Title, convention.Severity, convention.Source, convention.Rationale, convention.Fix, convention.IsMixUp,
            book.Version);

    private sealed record OpenCount(string ConventionId, long Count);
}
