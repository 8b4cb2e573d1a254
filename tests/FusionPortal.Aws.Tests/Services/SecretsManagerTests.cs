using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>Secrets are told by name, with their tags, and say who keeps them. The scanner makes one call, which knows no values.</summary>
public sealed class SecretsManagerTests
{
    private const string Arn = $"arn:aws:secretsmanager:{Simulated.Region}:{Simulated.Account}:secret:";

    [Fact]
    public async Task Secrets_AreListedByName_WithTags_AndWhoKeepsThem()
    {
        await using var aws = await Simulated.StartAsync(0, e =>
        {
            Put(e, "pos/acme/database-AbC1d2", new("OrgId", "acme"));
            Put(e, "rds!db-0a1b-XyZ9w8", new("aws:secretsmanager:owningService", "rds"));
            return new SimulatorOptions { Estate = e };
        });

        var pages = await aws.Scanner.ReadAsync(
            Simulated.Account, Simulated.Region, "secretsmanager", TestContext.Current.CancellationToken);

        var seen = pages.SelectMany(p => p.Observations).OrderBy(o => o.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(["pos/acme/database", "rds!db-0a1b"], seen.Select(o => o.Name));
        Assert.All(seen, o => Assert.Equal((SecretsManagerSecret.Kind, true), (o.Kind, o.TagsKnown)));
        Assert.Equal("acme", seen[0].Tags["OrgId"]);
        Assert.Equal((null, "AWS’s own: kept by rds"), (AwsMade.Of(seen[0]), AwsMade.Of(seen[1])?.Words));
        Assert.Equal(
            ["secretsmanager:ListSecrets"],
            aws.Server.Requests.Counts.Keys.Where(a => a.StartsWith("secretsmanager:", StringComparison.Ordinal)));
    }

    private static void Put(ListedEstate estate, string name, KeyValuePair<string, string> tag) =>
        estate.Put(Simulated.Account, Simulated.Region, new SimulatedResource(Arn + name, [tag]) { EverTagged = false });
}
