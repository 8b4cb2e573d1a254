using System.Net;
using System.Net.Http.Json;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Aws.Tests;

/// <summary>An account's last months, over real HTTP: active, suspended, closed, gone from the list, and back. Standing, findings and
/// advice follow.</summary>
public sealed class AccountLifeTests(TestCluster cluster) : IAsyncLifetime
{
    private SimulatedPortal _portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await SimulatedPortal.StartAsync(cluster);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Account_FromActiveToGone_IsFollowedByStandingFindingsAndAdvice()
    {
        Assert.Equal(AccountSight.Read, await ScannedAsync());
        var open = (await OfMemberAsync()).Select(f => (f.Id, f.Status, f.LastSeenAt)).ToList();
        Assert.NotEmpty(open);
        Assert.All(await OfMemberAsync(), f => Assert.Null(f.NotEvaluatedSince));

        await TurnAsync("SUSPENDED");
        await AssertOutOfSightAsync(
            AccountSight.Unreachable, "SUSPENDED", "AWS has suspended the account.", "Have AWS lift it, or retire it in the portal.", open);
        // A role can no longer be assumed there: nobody asked at all.
        Assert.DoesNotContain("sts:AssumeRole", await AskedAsync());

        await TurnAsync("CLOSED");
        await AssertOutOfSightAsync(
            AccountSight.Closed, "CLOSED", "The account is closed.", "AWS lists a closed account for 90 days", open);

        await FaultAsync(new { kind = "AccountLeaves", accountId = Simulated.Account });
        await AssertOutOfSightAsync(
            AccountSight.Unreachable, AccountStates.Departed, "The account is no longer in the AWS organization.",
                "Invite it back into the organization, or retire it in the portal", open);

        await HealAsync();
        Assert.Equal(AccountSight.Read, await ScannedAsync());
        Assert.All(await OfMemberAsync(), f => Assert.Null(f.NotEvaluatedSince));
        Assert.Equal(open.Select(f => (f.Id, f.Status)), (await OfMemberAsync()).Select(f => (f.Id, f.Status)));
    }

    [Theory]
    [InlineData("PENDING_ACTIVATION", AccountSight.Closed)]
    [InlineData("PENDING_CLOSURE", AccountSight.Closed)]
    public async Task Account_OnItsWay_IsNoGap(string state, AccountSight sight)
    {
        await TurnAsync(state);

        Assert.Equal(sight, await ScannedAsync());
    }

    [Theory]
    [InlineData("""{"kind":"AccountState","state":"CLOSED"}""", "accountId says which account changes its state")]
    [InlineData(
        """{"kind":"AccountState","accountId":"123456789012","state":"Closed"}""",
        "state is one of PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED")]
    public async Task Fault_WithoutAccountOrKnownState_IsRefused(string json, string error)
    {
        using var http = new HttpClient { BaseAddress = _portal.Server.Endpoint };
        using var answer =
            await http.PostAsync("/_simulator/faults", new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(error, await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private async Task AssertOutOfSightAsync(
        AccountSight sight, string state, string why, string advice,
            IReadOnlyList<(Guid Id, FindingStatus Status, DateTimeOffset? LastSeenAt)> open)
    {
        Assert.Equal(sight, await ScannedAsync());
        var account = await AccountAsync();
        Assert.Equal(state, account.Status);
        var line =
            Assert.Single(
            (await _portal.Get<ComplianceQueries>().SummaryAsync(new ComplianceFilter(), Ct)).Coverage.Accounts!, a =>
            a.AccountId == Simulated.Account);
        Assert.Equal((sight, state, why), (line.Sight, line.State, line.Message));
        Assert.Contains(advice, line.Advice, StringComparison.Ordinal);
        var findings = await OfMemberAsync();
        Assert.Equal(open, findings.Select(f => (f.Id, f.Status, f.LastSeenAt)));
        Assert.All(findings, f => Assert.Equal(why, f.NotEvaluatedWhy));
    }

    private async Task<AccountSight> ScannedAsync()
    {
        using (var http = new HttpClient { BaseAddress = _portal.Server.Endpoint }) await http.DeleteAsync("/_simulator/requests", Ct);
        await _portal.ScanAsync();
        return (await AccountAsync()).Standing?.Sight ?? AccountSight.Read;
    }

    private async Task<AccountSummary> AccountAsync() =>
        Assert.Single(await _portal.Get<AccountQueries>().ListAsync(Ct), a => a.Id == Simulated.Account);

    private async Task<IReadOnlyList<FindingRow>> OfMemberAsync() =>
        [.. (await _portal.FindingsAsync()).Where(f => f.AccountId == Simulated.Account && f.Status != FindingStatus.Resolved)
            .OrderBy(f => f.Id)];

    private async Task<string> AskedAsync()
    {
        using var http = new HttpClient { BaseAddress = _portal.Server.Endpoint };
        return await http.GetStringAsync("/_simulator/requests", Ct);
    }

    private Task TurnAsync(string state) => FaultAsync(new { kind = "AccountState", accountId = Simulated.Account, state });

    private async Task FaultAsync(object fault)
    {
        using var http = new HttpClient { BaseAddress = _portal.Server.Endpoint };
        (await http.PostAsJsonAsync("/_simulator/faults", fault, Ct)).EnsureSuccessStatusCode();
    }

    private async Task HealAsync()
    {
        using var http = new HttpClient { BaseAddress = _portal.Server.Endpoint };
        (await http.DeleteAsync("/_simulator/faults", Ct)).EnsureSuccessStatusCode();
    }
}
