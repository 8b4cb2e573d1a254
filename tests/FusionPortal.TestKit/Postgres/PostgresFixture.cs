using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace FusionPortal.TestKit.Postgres;

/// <summary>A migrated database of its own for one test class: <c>class XTests(PostgresFixture postgres) :
/// IClassFixture&lt;PostgresFixture&gt;</c>.</summary>
public sealed class PostgresFixture(TestCluster cluster) : IAsyncLifetime, IDbContextFactory<PortalDbContext>
{
    private string _name = "";

    /// <summary>Of the portal's login: what the application may do, and no more.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Of the database's owner: for arranging what the application could not do.</summary>
    public string OwnerConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync() => (_name, OwnerConnectionString, ConnectionString) = await cluster.CloneAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var connectionString in new[] { ConnectionString, OwnerConnectionString })
        {
            await using var connection = new NpgsqlConnection(connectionString);
            NpgsqlConnection.ClearPool(connection);
        }

        await cluster.DropAsync(_name);
    }

    /// <summary>A context with the portal's rights.</summary>
    public PortalDbContext CreateDbContext() => Context(ConnectionString);

    /// <summary>Runs SQL as the database's owner.</summary>
    public async Task ExecuteAsOwnerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Another database on the same server with nothing in it; drop it with the returned object.</summary>
    public async Task<EmptyDatabase> CreateEmptyDatabaseAsync()
    {
        var (name, owner, app) = await cluster.EmptyAsync();
        return new EmptyDatabase(cluster, name, owner, app);
    }

    internal static PortalDbContext Context(string connectionString)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        PortalDbContext.Configure(options, connectionString);
        return new PortalDbContext(options.Options);
    }
}

/// <summary>A database that nothing has been applied to.</summary>
public sealed class EmptyDatabase(TestCluster cluster, string name, string owner, string app) : IAsyncDisposable
{
    public string OwnerConnectionString { get; } = owner;

    public string ConnectionString { get; } = app;

    public PortalDbContext CreateOwnerContext() => PostgresFixture.Context(OwnerConnectionString);

    public async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        NpgsqlConnection.ClearPool(connection);
        await cluster.DropAsync(name);
    }
}
