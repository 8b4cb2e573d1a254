using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FusionPortal.Aws.Tests;

/// <summary>As whom the portal reads, and what it never does with what it is given.</summary>
public sealed class AccessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Root_IsRefused_BeforeAnythingIsRead()
    {
        await using var aws = await Simulated.StartAsync(10, asRoot: true);

        var reading = await aws.FailsAsync();
        var listing = await Assert.ThrowsAsync<TargetFailedException>(() => aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct));

        Assert.All([reading, listing], f => Assert.Equal(TargetFailure.Denied, f.Failure));
        Assert.Contains("Root is never used", reading.Message, StringComparison.Ordinal);
        Assert.Equal(["sts:GetCallerIdentity"], aws.Server.Requests.Counts.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OwnAccount_IsReadAsThePortalItself_OnlyWhereThatIsAllowed(bool allowed)
    {
        await using var aws = await Simulated.StartAsync(10, settings: [new("Aws:ReadOwnAccountAsSelf", allowed.ToString())]);
        var self = (await aws.Scanner.Get<Access.PortalIdentity>().GetAsync(aws.Scanner.Meter, Ct)).AccountId;

        var own = await aws.Scanner.Get<Access.AccountSessions>().ForAccountAsync(self, aws.Scanner.Meter, Ct);
        Assert.Equal(allowed ? 0 : 1, aws.Server.Requests.Count("sts:AssumeRole"));

        Assert.Equal(
            allowed, ReferenceEquals(own, (await aws.Scanner.Get<Access.PortalIdentity>().GetAsync(aws.Scanner.Meter, Ct)).Credentials));
    }

    [Theory]
    [InlineData("another-external-id")]
    [InlineData(null)]
    public async Task ExternalId_WrongOrMissing_IsDenied(string? externalId)
    {
        await using var aws = await Simulated.StartAsync(10, settings: [new("Aws:ExternalId", externalId)]);

        Assert.Equal(TargetFailure.Denied, (await aws.FailsAsync()).Failure);
        Assert.Equal(0, aws.Server.Requests.Count("tagging:GetResources"));
    }

    [Fact]
    public async Task Key_Unknown_IsDenied()
    {
        await using var aws = await Simulated.StartAsync(10);
        using var stranger = new Scanner([.. aws.Server.PortalSettings], "NOBODYSKEY0000000000", "nobodys-secret");

        var failure = await Assert.ThrowsAsync<TargetFailedException>(() => stranger.ReadAsync(Simulated.Account, Simulated.Region, Ct));

        Assert.Equal(TargetFailure.Denied, failure.Failure);
        Assert.Contains("InvalidClientTokenId", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_Wrong_IsDenied()
    {
        await using var aws = await Simulated.StartAsync(10);
        using var stranger = new Scanner([.. aws.Server.PortalSettings], aws.Server.Options.PortalKey.Id, "a-wrong-secret");

        var failure = await Assert.ThrowsAsync<TargetFailedException>(() => stranger.ReadAsync(Simulated.Account, Simulated.Region, Ct));

        Assert.Equal(TargetFailure.Denied, failure.Failure);
        Assert.Contains("SignatureDoesNotMatch", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_ThatIsNotThere_IsDenied_AndSaysSo()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aws:Regions:0"] = Simulated.Region,
            ["Aws:Profile"] = "fusionportal-test-no-such-profile",
        }).Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<ICallBudget, ProcessCallBudget>()
            .AddFusionPortalAws(configuration).BuildServiceProvider();

        var failure =
            await Assert.ThrowsAsync<TargetFailedException>(
            () => services.GetRequiredService<IAccountDirectory>().ListAccountsAsync(new CountingMeter(), Ct));

        Assert.Equal(TargetFailure.Denied, failure.Failure);
        Assert.Contains("fusionportal-test-no-such-profile", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoMemberRole_TheOwnAccountIsReadAndNoOther()
    {
        await using var aws = await Simulated.StartAsync(10, settings: [new("Aws:MemberRoleName", null)]);

        Assert.Equal(aws.AllArns, Simulated.Merged(await aws.ReadAsync()));
        var failure = await Assert.ThrowsAsync<TargetFailedException>(() => aws.Scanner.ReadAsync("123456789013", Simulated.Region, Ct));
        Assert.Equal(TargetFailure.Denied, failure.Failure);
        Assert.Equal(0, aws.Server.Requests.Count("sts:AssumeRole"));
    }

    [Fact]
    public async Task Session_IsSharedByTargets_AndRenewedBeforeItEnds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var aws = await Simulated.StartAsync(10, time: time);

        await Task.WhenAll(aws.ReadAsync(), aws.Scanner.ReadAsync(Simulated.Account, "eu-west-1", Ct));
        Assert.Equal(1, aws.Server.Requests.Count("sts:AssumeRole"));

        time.Advance(TimeSpan.FromMinutes(54));
        await aws.ReadAsync();
        Assert.Equal(1, aws.Server.Requests.Count("sts:AssumeRole"));

        time.Advance(TimeSpan.FromMinutes(2));
        await aws.ReadAsync();
        Assert.Equal(2, aws.Server.Requests.Count("sts:AssumeRole"));
    }

    [Fact]
    public async Task Session_ReadingTwoAccounts_SeesEachOnesOwn()
    {
        await using var aws = await Simulated.StartAsync(3);
        // Roles of an account that is suspended, as this one is at first, cannot be assumed.
        aws.Server.Faults.Add(new Fault(FaultKind.AccountState) { AccountId = "123456789013", State = SimulatedAccount.Active });
        aws.Estate.Put("123456789013", Simulated.Region, new("arn:aws:sqs:us-east-1:123456789013:theirs", []));

        var theirs = await aws.Scanner.ReadAsync("123456789013", Simulated.Region, Ct);

        Assert.Equal(["arn:aws:sqs:us-east-1:123456789013:theirs"], Simulated.Merged(theirs));
        Assert.Equal(3, Simulated.Merged(await aws.ReadAsync()).Count);
    }

    [Fact]
    public async Task UnreadableSession_LeavesNoCredentialInTheFailure()
    {
        // Half of AssumeRole's answer holds the secret already; the SDK's own exception repeats it.
        await using var aws = await Simulated.StartAsync(10, e => new SimulatorOptions { Estate = e });
        aws.Server.Faults.Add(new Fault(FaultKind.MalformedBody) { Api = "sts:AssumeRole" });

        var failure = await aws.FailsAsync();

        Assert.Equal(TargetFailure.Failed, failure.Failure);
        Assert.DoesNotContain("SecretAccessKey", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ASIA", failure.ToString(), StringComparison.Ordinal);
    }
}
