using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Data;

/// <summary>
/// The portal's database. Each feature keeps its entities and their configurations in its own folder; this class only finds them.
/// Migrations live in FusionPortal.Migrations and are applied by that executable, never by the portal.
/// </summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);

    /// <summary>The one way the context is configured, for the portal, the migrations and the tests.</summary>
    public static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly("FusionPortal.Migrations"))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(Storable);

    private static readonly StorableParameters Storable = new();
}
