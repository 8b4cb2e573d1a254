using System.Globalization;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests.Contract;

public sealed class SimulatorContractTests : ScannerContract
{
    protected override async Task<IStandIn> StartAsync()
    {
        var accounts = new List<SimulatedAccount> { new("123456789012", "Management", "ACTIVE", []) };
        var estate = new ListedEstate("123456789012", accounts, ["us-east-1", "eu-west-1"]);
        return new StandIn(await SimulatorServer.StartAsync(new SimulatorOptions { Estate = estate }, Ct), estate, accounts);
    }

    private sealed class StandIn(SimulatorServer server, ListedEstate estate, List<SimulatedAccount> accounts) : IStandIn
    {
        public IReadOnlyDictionary<string, string?> Settings => server.PortalSettings;

        public string KeyId => server.Options.PortalKey.Id;

        public string Secret => server.Options.PortalKey.Secret;

        public string ManagementAccount => estate.ManagementAccountId;

        public Task<string> AddAccountAsync(string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
        {
            var id = (300_000_000_000 + accounts.Count).ToString(CultureInfo.InvariantCulture);
            accounts.Add(new SimulatedAccount(id, name, "ACTIVE", [.. tags]));
            return Task.FromResult(id);
        }

        public Task AddQueueAsync(
            string accountId, string region, string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
        {
            estate.Put(accountId, region, new SimulatedResource($"arn:aws:sqs:{region}:{accountId}:{name}", [.. tags]));
            return Task.CompletedTask;
        }

        public Task AddVpcAsync(string accountId, string region, string name, CancellationToken cancellationToken)
        {
            estate.Put(
                accountId, region,
                new SimulatedResource($"arn:aws:ec2:{region}:{accountId}:vpc/vpc-0123456789abcdef0", [new("Name", name)]));
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
