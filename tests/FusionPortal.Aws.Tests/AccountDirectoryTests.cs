using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Aws.Tests;

public sealed class AccountDirectoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_ComeWithNameStatusAndTags()
    {
        await using var aws = await Simulated.StartAsync(0);

        var accounts = await aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct);

        Assert.Equal(
            [("123456789012", "Main", "ACTIVE"), ("123456789013", "Second", "SUSPENDED")],
            accounts.Select(a => (a.AccountId, a.Name, a.State)));
        Assert.Equal("production", accounts[0].Tags["Environment"]);
        Assert.All(accounts, a => Assert.True(a.TagsKnown));
        Assert.Empty(accounts[1].Tags);
    }

    [Theory]
    [InlineData("PENDING_ACTIVATION")]
    [InlineData("ACTIVE")]
    [InlineData("SUSPENDED")]
    [InlineData("PENDING_CLOSURE")]
    [InlineData("CLOSED")]
    public async Task States_OfToday_AreReadAsTheyAre(string state)
    {
        var estate = new ListedEstate(Simulated.Account, [new SimulatedAccount(Simulated.Account, "Main", state, [])], [Simulated.Region]);
        await using var aws = await Simulated.StartAsync(0, _ => new SimulatorOptions { Estate = estate });

        Assert.Equal(state, Assert.Single(await aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct)).State);
    }

    [Fact]
    public async Task Status_FromAStandInThatKnowsNoState_IsRead()
    {
        await using var aws = await Simulated.StartAsync(0);
        aws.Server.Faults.Add(new Fault(FaultKind.OlderAccounts));

        var accounts = await aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct);

        Assert.Equal(["ACTIVE", "SUSPENDED"], accounts.Select(a => a.State));
    }

    [Fact]
    public async Task Accounts_MoreThanAPage_AreFollowedTwentyAtATime()
    {
        var fleet = new Fleet(0, 45, ["us-east-1"], 1);
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Estate = fleet }, Ct);
        using var scanner = new Scanner([.. server.PortalSettings], server.Options.PortalKey.Id, server.Options.PortalKey.Secret);
        // Tags are refused, so that the test does not wait for the pace of 45 further calls.
        server.Faults.Add(new Fault(FaultKind.Deny) { Api = "organizations:ListTagsForResource" });
        server.Faults.Add(new Fault(FaultKind.EmptyPage) { Times = 1 });

        var accounts = await scanner.Accounts.ListAccountsAsync(scanner.Meter, Ct);

        Assert.Equal(fleet.Accounts.Select(a => a.Id), accounts.Select(a => a.AccountId));
        Assert.Equal(4, scanner.Meter.Calls("organizations:ListAccounts"));
    }

    [Fact]
    public async Task Tags_Refused_AreUnknownAndAskedForOnce()
    {
        await using var aws = await Simulated.StartAsync(0);
        aws.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = "organizations:ListTagsForResource" });

        var accounts = await aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct);

        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, a => Assert.False(a.TagsKnown));
        Assert.Equal(1, aws.Server.Requests.Count("organizations:ListTagsForResource"));
    }

    [Fact]
    public async Task TooManyRequests_AreWaitedOut()
    {
        await using var aws = await Simulated.StartAsync(0);
        aws.Server.Faults.Add(new Fault(FaultKind.Throttle) { Api = "organizations:ListAccounts", Times = 3 });

        Assert.Equal(2, (await aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct)).Count);
        Assert.Equal(3, aws.Scanner.Meter.Throttles("organizations:ListAccounts"));
    }

    [Fact]
    public async Task Organization_ReadThroughARole_AssumesIt()
    {
        await using var aws =
            await Simulated.StartAsync(0, settings: [new("Aws:ManagementRoleArn", "arn:aws:iam::123456789012:role/FusionPortalScanner")]);

        Assert.Equal(2, (await aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct)).Count);
        Assert.Equal(1, aws.Scanner.Meter.Calls("sts:AssumeRole"));
    }

    [Fact]
    public async Task Organization_NotTheCallersToRead_IsDenied()
    {
        await using var aws =
            await Simulated.StartAsync(0, settings: [new("Aws:ManagementRoleArn", "arn:aws:iam::123456789013:role/FusionPortalScanner")]);

        var failure = await Assert.ThrowsAsync<TargetFailedException>(() => aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct));

        Assert.Equal(TargetFailure.Denied, failure.Failure);
    }

    [Fact]
    public async Task NoOrganization_TheOwnAccountIsTheList()
    {
        await using var aws = await Simulated.StartAsync(0);
        aws.Server.Faults.Add(new Fault(FaultKind.NoOrganization));

        var account = Assert.Single(await aws.Scanner.Accounts.ListAccountsAsync(aws.Scanner.Meter, Ct));

        Assert.Equal((Simulated.Account, "ACTIVE", false), (account.AccountId, account.State, account.TagsKnown));
    }
}
