using FusionPortal.Conventions.Books;
using FusionPortal.Core.Data;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.ConventionBooks;

/// <param name="Yaml">The book, at most 1,000,000 characters. It is kept and exported to the byte; its line <c>version:</c> decides
/// nothing.</param>
/// <param name="Reason">Why, in a line of at most 1,000 characters.</param>
/// <param name="Instead">The version in force that the author saw.</param>
/// <param name="TakesIn">The shipped number whose changes the text has, or knowingly has not; null keeps what was taken in before.</param>
public sealed record PublishBookRequest(string? Yaml, string? Reason, int? Instead, int? TakesIn = null);

/// <summary>Publishes a book that people wrote. It is in force at once, and everything stored is judged anew.</summary>
public sealed class PublishBook(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden; SecretFound; Invalid: not a book, with every problem at line and column, unchanged, or no such shipped number; Conflict:
    /// another version is in force than the author saw.
    /// </exception>
    public async Task<int> ExecuteAsync(PublishBookRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator);
        var yaml = PublishedText.Checked(request.Yaml);
        var reason = FreeText.Required(request.Reason, "reason", "The reason", BookVersionConfiguration.ReasonLimit);
        if (!ConventionBook.TryLoad(yaml, out var book, out var problems))
            throw PublishedText.Refused("invalid-book", "a convention book", yaml, problems.Select(p => (p.Line, p.Column, p.Message)));

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await BookPublication.TakeTurnAsync(db, cancellationToken);
        var latest = await BookPublication.LatestAsync(db, cancellationToken);
        PublishedText.SawInForce(request.Instead, latest?.Version);
        if (latest?.Sha256 == book.Sha256)
            throw new RefusedException(RefusalKind.Invalid, "unchanged", "This is the text in force.", "yaml");
        var takesIn = request.TakesIn ?? latest?.TakesIn ?? 0;
        if (request.TakesIn is { } number) await Shipped.RequireAsync(db, Shipped.Book, number, "takesIn", cancellationToken);
        if (takesIn < latest?.TakesIn)
            throw new RefusedException(
                RefusalKind.Invalid, "taken-in-before", $"Shipped number {latest.TakesIn} was taken in before.", "takesIn");
        var version = await BookPublication.AddAsync(db, latest, book, null, takesIn, reason, actor, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version.Version;
    }
}
