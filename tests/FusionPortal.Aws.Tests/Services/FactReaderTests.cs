using FusionPortal.Aws.Readers;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Inventory;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>Every reader of single resources says what the passes have to know of it.</summary>
public sealed class FactReaderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Sources { get; } = [.. FactReader.Create().Select(r => r.Pass.Source)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Reader_IsOfOneKnownKind_Bounded_AndSaysWhatItNeeds(string source)
    {
        var all = FactReader.Create();
        var reader = all.Single(r => r.Pass.Source == source);

        Assert.True(ResourceKinds.IsKnown(reader.Pass.Kind));
        // Two of one kind would show each resource twice.
        Assert.Single(all, r => r.Pass.Kind == reader.Pass.Kind);
        Assert.InRange(source.Length, 1, 16);
        Assert.NotEqual(ResourceFact.Creator, source);
        Assert.InRange(reader.Pass.AtMost, 1, 10_000);
        Assert.InRange(reader.Pass.FreshFor, TimeSpan.FromHours(1), TimeSpan.FromDays(30));
        Assert.NotEmpty(reader.Gone);
        Assert.NotEmpty(reader.Permissions);
        Assert.All(reader.Permissions, p => Assert.NotNull(p.Without));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Demo_ReadWithExactlyTheShippedPolicy_TellsOfOne_AndOfOneThatIsGoneNothing(string source)
    {
        var demo = DemoEstate.Create();
        await using var aws = await SimulatorServer.StartAsync(
            new SimulatorOptions { Estate = demo.Estate, ScannerPolicy = AwsPermissions.ScannerPolicyJson() }, Ct);
        using var scanner = new Scanner(aws.PortalSettings, aws.Options.PortalKey.Id, aws.Options.PortalKey.Secret);
        var kind = FactReader.Create().Single(r => r.Pass.Source == source).Pass.Kind;
        var service = scanner.Reader.Services.Single(s => s.Kinds.Contains(kind));
        var one = (await scanner.ReadAsync(
                DemoEstate.ProductionAccount, service.IsGlobal ? ScanTarget.Global : DemoEstate.UsEast, service.Service, Ct))
            .SelectMany(p => p.Observations).First(o => o.Kind == kind);

        Assert.NotEmpty((await scanner.FactsAsync(one, Ct))!.Value.EnumerateObject());
        var gone = one with { Arn = one.Arn[..^3] + "404", Name = "gone-404" };
        Assert.Null(await scanner.FactsAsync(gone, Ct));
    }
}
