using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Aws.Tests;

/// <summary>The shipped policy is what the scanner needs and no more: the simulator enforces it.</summary>
public sealed class LeastPrivilegeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_WithExactlyTheShippedPolicy_IsDeniedNothing()
    {
        await using var aws = await StartAsync(AwsPermissions.ScannerPolicyJson());
        using var scanner = Of(aws);

        foreach (var target in Targets(scanner, aws.Estate)) Assert.Null(await ReadAsync(scanner, target));
    }

    [Fact]
    public async Task Scan_WithoutOneService_IsDeniedThatServiceOnly()
    {
        await using var aws =
            await StartAsync(AwsPermissions.ScannerPolicyJson().Replace("sqs:ListQueues", "sqs:Nothing", StringComparison.Ordinal));
        using var scanner = Of(aws);

        foreach (var target in Targets(scanner, aws.Estate))
        {
            var failed = await ReadAsync(scanner, target);
            if (target.Service == "sqs") Assert.Equal(TargetFailure.Denied, failed?.Failure);
            else Assert.Null(failed);
        }
    }

    [Fact]
    public async Task Scan_SeesWhatNeverHadATag()
    {
        var fleet = Fleet.SixServices(600);
        await using var aws = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = fleet }, Ct);
        using var scanner = Of(aws);

        var tagged = new HashSet<string>(StringComparer.Ordinal);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in Targets(scanner, fleet))
            await foreach (var page in scanner.Reader.ReadAsync(target, scanner.Meter, Ct))
                (target.Service == ScanTarget.Tagging ? tagged : listed).UnionWith(page.Observations.Select(o => o.Arn));

        listed.RemoveWhere(arn => arn.EndsWith(":root", StringComparison.Ordinal));
        Assert.Equal(600, listed.Count);
        Assert.Equal(fleet.NeverTagged, listed.Except(tagged).Count());
    }

    private static async Task<TargetFailedException?> ReadAsync(Scanner scanner, ScanTarget target)
    {
        try
        {
            await foreach (var page in scanner.Reader.ReadAsync(target, scanner.Meter, Ct)) Assert.NotNull(page);
            return null;
        }
        catch (TargetFailedException e)
        {
            return e;
        }
    }

    private static IEnumerable<ScanTarget> Targets(Scanner scanner, ISimulatedEstate estate) =>
        from service in scanner.Reader.Services
        from region in service.IsGlobal ? [ScanTarget.Global] : estate.Regions
        select new ScanTarget(estate.Accounts[0].Id, region, service.Service);

    private static Task<SimulatorServer> StartAsync(string policy) =>
        SimulatorServer.StartAsync(new SimulatorOptions { Estate = DemoEstate.Create().Estate, ScannerPolicy = policy }, Ct);

    private static Scanner Of(SimulatorServer aws) => new(aws.PortalSettings, aws.Options.PortalKey.Id, aws.Options.PortalKey.Secret);
}
