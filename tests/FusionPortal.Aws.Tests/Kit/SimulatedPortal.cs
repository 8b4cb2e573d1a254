using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.TestKit.Postgres;
using FusionPortal.TestKit.Scanning;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>The portal's scans on a database, of a simulated AWS: one member account with resources of every service, all tagged with an
/// organization nobody knows.</summary>
public sealed class SimulatedPortal : IAsyncDisposable
{
    private const int Resources = 5;
    private const string Management = "123456789013";

    private readonly PostgresFixture _postgres;
    private readonly Scanner _aws;
    private readonly TestScanner _portal;

    private SimulatedPortal(PostgresFixture postgres, SimulatorServer server, ListedEstate estate, Scanner aws, TestScanner portal) =>
        (_postgres, Server, Estate, _aws, _portal) = (postgres, server, estate, aws, portal);

    public SimulatorServer Server { get; }

    public ListedEstate Estate { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<SimulatedPortal> StartAsync(TestCluster cluster)
    {
        var postgres = new PostgresFixture(cluster);
        await postgres.InitializeAsync();
        var estate = new ListedEstate(Management,
            [new SimulatedAccount(Management, "Management", "SUSPENDED", []),
                new SimulatedAccount(Simulated.Account, "Member", "ACTIVE", [])], [Simulated.Region]);
        // Something wrong with each resource of its own; an organization that nobody recorded would be told once for all of them.
        foreach (var listed in ListedService.All) listed.Fill(estate, Resources, KeyValuePair.Create("OrgId", ""));
        var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = estate }, Ct);
        var aws = new Scanner(
            [.. server.PortalSettings, new("Aws:ListCallsPerSecond", "10000"), new("Aws:GetResourcesPerSecond", "10000"),
                new("Aws:ThrottlePatience", "00:00:00.050")],
            server.Options.PortalKey.Id, server.Options.PortalKey.Secret);
        // The clock of the scans is the test's; what AWS makes the scanner wait for is not.
        var portal = new TestScanner(
            postgres, configuration: new() { [$"Accounts:{Simulated.Account}:Role"] = "Production" },
            replace: services => services.AddSingleton(aws.Accounts).AddSingleton(aws.Get<IRegionDirectory>()).AddSingleton(aws.Reader));
        return new SimulatedPortal(postgres, server, estate, aws, portal);
    }

    public Task<ScanSummary> ScanAsync() => _portal.ScanAsync(Ct);

    public T Get<T>() where T : notnull => _portal.Portal.Get<T>();

    /// <summary>Every finding, resolved ones included.</summary>
    public async Task<IReadOnlyList<FindingRow>> FindingsAsync() =>
        (await Get<FindingQueries>()
            .ListAsync(new FindingFilter(Statuses: Enum.GetValues<FindingStatus>()), FindingSort.Resource, null, 500, Ct)).Rows;

    /// <summary>What the ledger says of the member account, by service.</summary>
    public async Task<IReadOnlyDictionary<string, CoverageRow>> CoverageAsync() =>
        (await Get<CoverageLedgerQueries>().ReadAsync(null, Ct)).Targets.Where(t => t.Target.AccountId == Simulated.Account)
            .ToDictionary(t => t.Target.Service);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _aws.Dispose();
        await Server.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
