using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Organizations;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Npgsql;

namespace FusionPortal.Core.Tests.Scans;

/// <summary>A database and an estate for each single test: scans are about everything there is, so tests must not see each
/// other's.</summary>
public abstract class ScanTestBase(TestCluster cluster) : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected PostgresFixture Postgres { get; } = new(cluster);

    protected TestScanner Scanner { get; private set; } = null!;

    protected TestEstate Estate => Scanner.Estate;

    public virtual async ValueTask InitializeAsync()
    {
        await Postgres.InitializeAsync();
        Scanner = new TestScanner(Postgres);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Scanner.DisposeAsync();
        await Postgres.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected T Get<T>() where T : notnull => Scanner.Portal.Get<T>();

    protected Task OrganizationAsync(string orgId, string title, EnvironmentKind environment) =>
        Get<CreateOrganization>().ExecuteAsync(new CreateOrganizationRequest(orgId, title, environment), TestActors.Priya, Ct);

    protected async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Postgres.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"select count(*) from {sql}", connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    protected async Task<IReadOnlyList<FindingRow>> FindingsAsync(FindingFilter? filter = null) =>
        (await Get<FindingQueries>().ListAsync(filter ?? new FindingFilter(), FindingSort.Severity, null, 500, Ct)).Rows;

    /// <summary>The one finding of a resource under one convention, resolved or not.</summary>
    protected async Task<FindingRow> FindingAsync(string conventionId, string name) =>
        Assert.Single(
            await FindingsAsync(new FindingFilter(ConventionIds: [conventionId], Statuses: Enum.GetValues<FindingStatus>())), f =>
            f.Name == name);
}
