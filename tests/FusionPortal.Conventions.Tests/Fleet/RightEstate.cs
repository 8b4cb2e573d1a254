using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>The bulk of the fleet: clients of every environment with all they have, and what they share. None of it is a finding.</summary>
internal static class RightEstate
{
    private const int Seed = 20_261_127;

    private static readonly EnvironmentKind[] Environments = Enum.GetValues<EnvironmentKind>();

    // One of them each: kind, and what is put behind the client's ID.
    private static readonly (string Kind, string Name)[] Tagged =
    [
        (SqsQueue.Kind, "{0}-orders"), (SqsQueue.Kind, "{0}-orders-dead"), (SnsTopic.Kind, "{0}-events"),
        (DynamoDbTable.Kind, "{0}-carts"), (DynamoDbTable.Kind, "{0}Sessions"), (LambdaFunction.Kind, "sync-{0}"),
        (LambdaFunction.Kind, "latest-contest-{0}"), (LogGroup.Kind, "/pos/{0}/api"), (LogGroup.Kind, "/pos/{0}/devops"),
        (SecretsManagerSecret.Kind, "pos/{0}/database"), (EbsVolume.Kind, "{0} data"), (ElasticIp.Kind, "{0}"),
    ];

    public static void Add(FleetBuilder fleet, int clients)
    {
        var random = new Random(Seed);
        var shared = new Dictionary<string, List<(string Host, string Database)>>(StringComparer.Ordinal);
        // Where nobody has said what an account is for, what is right is all the same.
        fleet.Network(FleetAccounts.Undeclared, "us-east-1", RightFacts.Network);
        foreach (var account in (string[])[FleetAccounts.Production, FleetAccounts.NonProduction])
        {
            AddNetwork(fleet, account);
            var pairs = Enumerable.Range(0, Math.Max(2, clients / 15));
            shared[account] = [.. pairs.Select(i => AddShared(fleet, random, account, i % 2 == 0))];
        }

        for (var i = 0; i < clients; i++)
        {
            var client = AddClient(fleet, random, Environments[i % Environments.Length]);
            var (host, database) = shared[client.Account][i / Environments.Length % shared[client.Account].Count];
            fleet.Host(client.Id, host, database);
        }
    }

    private static FleetClient AddClient(FleetBuilder fleet, Random random, EnvironmentKind environment)
    {
        var id = fleet.NewId();
        var client = fleet.Client(environment, id, random.Next(20) == 0 ? $"{id}-files-{fleet.Next()}" : null);
        foreach (var (kind, pattern) in Tagged)
        {
            var name = string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, client.Id);
            var resource = fleet.Add(kind, name, client.Account).Tag(random.Next(2) == 0 ? "OrgId" : "OrgID", client.Id);
            if (random.Next(3) == 0) resource.Tag("Environment", environment.ToString());
            if (random.Next(3) == 0) resource.Tag("Owner", "cloud-installs");
        }

        // By habit the first word of a name is the client's ID, where no tag says whose it is.
        foreach (var kind in (string[])[SqsQueue.Kind, SnsTopic.Kind, LambdaFunction.Kind])
            fleet.Add(kind, $"{client.Id}-returns", client.Account);
        // Nobody's: that alone is no finding.
        fleet.Add(SqsQueue.Kind, $"sessions-{fleet.Next()}", client.Account);
        fleet.Add(LogGroup.Kind, $"/aws/lambda/sync-{fleet.Next()}", client.Account);
        return client;
    }

    private static void AddNetwork(FleetBuilder fleet, string account)
    {
        fleet.Network(account, "us-east-1", RightFacts.Network);
        fleet.Add(RouteTable.Kind, "public", account);
        fleet.Add(InternetGateway.Kind, "pos", account);
        fleet.Add(SecurityGroup.Kind, "SG-POS-OPS", account);
        fleet.Add(SecurityGroup.Kind, "default", account);
    }

    // A host and its database, in one zone.
    private static (string Host, string Database) AddShared(FleetBuilder fleet, Random random, string account, bool first)
    {
        var zone = first ? "us-east-1a" : "us-east-1b";
        // New ones are POS; the older tokens are in use.
        var product = (string[])["POS", "POS", "RMS", "XMS"];
        string Product() => product[random.Next(product.Length)];
        var host = fleet.Add(Ec2Instance.Kind, $"{Product()}{fleet.NewNumber()}", account).Fact("availabilityZone", zone);
        var database = fleet.Add(RdsInstance.Kind, $"db-{Product().ToLowerInvariant()}-{fleet.NewNumber()}", account)
            .Fact("availabilityZone", zone);
        fleet.Add(MqBroker.Kind, $"mq-{Product()}-{fleet.NewNumber()}", account);
        fleet.Add(SecurityGroup.Kind, $"SG-{Product()}-APP-{fleet.Next()}", account);
        // Installs write it as the guide does, and AWS shows it in lower case.
        return (host.Name!, database.Name!.Replace("db-pos", "db-POS", StringComparison.Ordinal));
    }
}
