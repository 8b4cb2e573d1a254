namespace FusionPortal.Aws.Tests.Contract;

/// <summary>The same, against moto_server: an emulator by other hands, which cannot share a misreading with our own simulator.</summary>
public sealed class MotoContractTests(MotoServer moto) : ScannerContract, IClassFixture<MotoServer>
{
    protected override async Task<IStandIn> StartAsync()
    {
        if (moto.Endpoint is null)
            Assert.Skip(
            "ABSENT: moto_server is not installed, so the scanner's clients were not run against moto. pip "
                + "install 'moto[server]' brings it.");
        return await MotoStandIn.StartAsync(moto.Endpoint, Ct);
    }
}
