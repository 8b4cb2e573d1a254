using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Data;

/// <summary>
/// Identifies the schema a build expects, without the migrations at hand. The migrations executable records it, the portal looks for its
/// own:
/// a database that is ahead still knows the fingerprints it passed, so an older portal stays ready while a newer one is rolled out.
/// </summary>
public static class SchemaFingerprint
{
    /// <summary>Raise it when a repeatable script changes in a way that code relies on: the model does not show that.</summary>
    private const int ScriptRevision = 4;

    public static string Of(PortalDbContext db) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ScriptRevision}\n{db.Database.GenerateCreateScript()}")));

    /// <summary>Called by the migrations when everything is applied.</summary>
    public static Task RecordAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var fingerprint = Of(db);
        return db.Database.ExecuteSqlAsync(
            $"insert into public.schema_fingerprint (fingerprint) values ({fingerprint}) on conflict do nothing", cancellationToken);
    }
}
