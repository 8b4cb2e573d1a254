using FusionPortal.Conventions.Books;
using FusionPortal.Core.Data;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.ConventionBooks;

/// <param name="Number">The shipped number that was offered.</param>
/// <param name="Reason">Why, in a line of at most 1,000 characters.</param>
/// <param name="Instead">The version in force that the person saw it against.</param>
public sealed record AcceptShippedBookRequest(int Number, string? Reason, int? Instead);

/// <summary>Puts the shipped book in force in place of one that people wrote, as it ships. Later shipped numbers then follow by
/// themselves.</summary>
public sealed class AcceptShippedBook(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <exception cref="RefusedException">Forbidden; NotFound: it is not offered; Conflict: another version is in force than the person
    /// saw.</exception>
    public async Task<int> ExecuteAsync(AcceptShippedBookRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "The reason", BookVersionConfiguration.ReasonLimit);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await BookPublication.TakeTurnAsync(db, cancellationToken);
        var latest = await BookPublication.LatestAsync(db, cancellationToken);
        var text = await Shipped.RequireAsync(db, Shipped.Book, request.Number, "number", cancellationToken);
        if (latest is null || latest.TakesIn >= request.Number)
            throw new RefusedException(
                RefusalKind.NotFound, "not-offered", $"Shipped number {request.Number} of the book is not offered.", "number");
        PublishedText.SawInForce(request.Instead, latest.Version);
        if (!ConventionBook.TryLoad(text.Yaml, out var book, out _))
            throw new RefusedException(
                RefusalKind.Conflict, "newer-portal-needed", "A later version of the portal ships it; this one cannot read it.", "number");
        var version =
            await BookPublication.AddAsync(db, latest, book, request.Number, request.Number, reason, actor, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version.Version;
    }
}
