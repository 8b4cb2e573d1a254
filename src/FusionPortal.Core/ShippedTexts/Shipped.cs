using FusionPortal.Core.Data;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.ShippedTexts;

/// <summary>Two builds of the portal bring different texts under one number. Neither is trusted until one of them has another
/// number.</summary>
public sealed class ShippedTextConflictException(string key, int number, string stored, string shipped) : Exception(
    $"This build ships {key} {number} with SHA-256 {shipped}, but the database knows {key} {number} with {stored}. "
    + "A number never gets another text: raise the number in the text's line \"version:\". Nothing was published.")
{
    public string Key => key;

    public int Number => number;

    /// <summary>SHA-256 of the text that this build brings along.</summary>
    public string ShippedSha256 => shipped;

    /// <summary>SHA-256 of the text that the database knows under the number.</summary>
    public string StoredSha256 => stored;
}

/// <summary>Keeps the texts that portals bring along.</summary>
internal static class Shipped
{
    /// <summary>The key of the convention book; templates have their own.</summary>
    public const string Book = "book";

    /// <summary>Remembers what this build ships. Call it inside a transaction.</summary>
    /// <returns>True where the database did not know it.</returns>
    /// <exception cref="ShippedTextConflictException">The number is known with another text.</exception>
    public static async Task<bool> RememberAsync(
        PortalDbContext db, string key, int number, string yaml, string sha256, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            insert into shipped_text (key, number, yaml, sha256, seen_at) values ({key}, {number}, {yaml}, {sha256}, {now})
            on conflict do nothing
            """, cancellationToken);
        var stored = await db.Set<ShippedTextRow>().Where(t => t.Key == key && t.Number == number).Select(t => t.Sha256)
            .SingleAsync(cancellationToken);
        return stored == sha256 ? added == 1 : throw new ShippedTextConflictException(key, number, stored, sha256);
    }

    /// <summary>A text that some portal brought along.</summary>
    /// <exception cref="RefusedException">NotFound.</exception>
    public static async Task<ShippedTextRow> RequireAsync(
        PortalDbContext db, string key, int number, string field, CancellationToken cancellationToken) =>
        await db.Set<ShippedTextRow>().AsNoTracking().SingleOrDefaultAsync(t => t.Key == key && t.Number == number, cancellationToken)
        ?? throw new RefusedException(RefusalKind.NotFound, "no-such-number", $"No portal brought {key} {number} along.", field);

    /// <summary>The newest text that is not taken in yet, against the one in force; null where there is none.</summary>
    public static async Task<ShippedOffer?> OfferAsync(
        PortalDbContext db, string key, int takenIn, int inForce, string yamlInForce, CancellationToken cancellationToken)
    {
        var newest = await db.Set<ShippedTextRow>().AsNoTracking().Where(t => t.Key == key && t.Number > takenIn)
            .OrderByDescending(t => t.Number)
            .FirstOrDefaultAsync(cancellationToken);
        return newest is null ? null
            : new(key, newest.Number, newest.Sha256, newest.SeenAt, inForce, LineDiff.Of(yamlInForce, newest.Yaml));
    }
}
