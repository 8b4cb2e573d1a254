using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Data;

public enum DatabaseCondition
{
    Ready,

    /// <summary>Reachable, but the migrations of this version have not been applied.</summary>
    Behind,

    Unreachable,
}

/// <summary>Whether the database can serve this build. For <c>/readyz</c>; the portal never migrates by itself.</summary>
public sealed class DatabaseState(IDbContextFactory<PortalDbContext> factory)
{
    private string? _fingerprint;

    public async Task<DatabaseCondition> CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var fingerprint = _fingerprint ??= SchemaFingerprint.Of(db);
        try
        {
            var found = await db.QueryAsync<bool>(
                $"select exists (select from public.schema_fingerprint where fingerprint = {fingerprint})", cancellationToken);
            return found[0] ? DatabaseCondition.Ready : DatabaseCondition.Behind;
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege
                or PostgresErrorCodes.InvalidCatalogName)
        {
            return DatabaseCondition.Behind;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException { InnerException: NpgsqlException })
        {
            return DatabaseCondition.Unreachable;
        }
    }
}
