using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>What RDS's list returns is not always of RDS.</summary>
public sealed class EngineTests
{
    [Theory]
    [InlineData("neptune", NeptuneInstance.Kind)]
    [InlineData("docdb", DocumentDbInstance.Kind)]
    [InlineData("sqlserver-web", RdsInstance.Kind)]
    [InlineData("aurora-postgresql", RdsInstance.Kind)]
    [InlineData("custom-sqlserver-ee", RdsInstance.Kind)]
    public async Task Engine_OfAnotherProduct_IsItsOwnKind(string engine, string kind)
    {
        const string Arn = "arn:aws:rds:us-east-1:123456789012:db:graph-1";
        await using var aws = await Simulated.StartAsync(0, e =>
        {
            e.Put(Simulated.Account, Simulated.Region,
                new SimulatedResource(Arn, []) { Facts = new DatabaseFacts(engine, "1.4", "us-east-1a") });
            return new SimulatorOptions { Estate = e };
        });

        var seen = new List<Observation>();
        var target = new ScanTarget(Simulated.Account, Simulated.Region, "rds");
        await foreach (
            var page in aws.Scanner.Get<ITargetReader>().ReadAsync(target, aws.Scanner.Meter, TestContext.Current.CancellationToken))
            seen.AddRange(page.Observations);

        Assert.Equal((Arn, kind), (Assert.Single(seen).Arn, seen[0].Kind));
    }
}
