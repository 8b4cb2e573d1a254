using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>A simulator of one small estate and a scanner pointed at it.</summary>
public sealed class Simulated : IAsyncDisposable
{
    public const string Account = "123456789012";
    public const string Region = "us-east-1";

    private Simulated(SimulatorServer server, ListedEstate estate, Scanner scanner) =>
        (Server, Estate, Scanner) = (server, estate, scanner);

    public SimulatorServer Server { get; }

    public ListedEstate Estate { get; }

    public Scanner Scanner { get; }

    /// <summary>Accounts 123456789012 and 123456789013, the given number of queues in the first.</summary>
    public static async Task<Simulated> StartAsync(
        int resources, Func<ListedEstate, SimulatorOptions>? options = null, IEnumerable<KeyValuePair<string, string?>>? settings = null,
        TimeProvider? time = null, bool asRoot = false)
    {
        var estate = new ListedEstate(Account,
        [
            new SimulatedAccount(Account, "Main", "ACTIVE", [new("Environment", "production")]),
            new SimulatedAccount("123456789013", "Second", "SUSPENDED", []),
        ], [Region, "eu-west-1"]);
        for (var i = 0; i < resources; i++) estate.Put(Account, Region, Queue(i));
        var server =
            await SimulatorServer.StartAsync(
            options?.Invoke(estate) ?? new SimulatorOptions { Estate = estate }, TestContext.Current.CancellationToken);
        var key = asRoot ? server.Options.RootKey : server.Options.PortalKey;
        return new Simulated(server, estate, new Scanner([.. server.PortalSettings, .. settings ?? []], key.Id, key.Secret, time));
    }

    public static SimulatedResource Queue(int i) => new($"arn:aws:sqs:{Region}:{Account}:queue-{i:D4}", [new("OrgId", "acme")]);

    public Task<List<ObservationPage>> ReadAsync() => Scanner.ReadAsync(Account, Region, TestContext.Current.CancellationToken);

    public Task<TargetFailedException> FailsAsync(string region = Region) =>
        Assert.ThrowsAsync<TargetFailedException>(() => Scanner.ReadAsync(Account, region, TestContext.Current.CancellationToken));

    /// <summary>The distinct ARNs after what later pages void and repeat, in ordinal order, as a merge would keep them.</summary>
    public static IReadOnlyList<string> Merged(IEnumerable<ObservationPage> pages)
    {
        var arns = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            if (page.VoidsEarlierPages) arns.Clear();
            arns.UnionWith(page.Observations.Select(o => o.Arn));
        }

        return [.. arns];
    }

    public IReadOnlyList<string> AllArns => [.. Estate.All.Select(r => r.Arn).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        Scanner.Dispose();
        await Server.DisposeAsync();
    }
}
