using Amazon.Organizations;
using Amazon.Organizations.Model;
using Amazon.Runtime;
using FusionPortal.Aws.Access;
using FusionPortal.Aws.Calls;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Organizations;

/// <summary>
/// The accounts of the organization with their tags. AWS lists at most 20 a page, and gives tags only by one call for each account.
/// Where the portal's account belongs to no organization, that account is the whole list.
/// </summary>
internal sealed class OrganizationsAccountDirectory(
    PortalIdentity identity, AccountSessions sessions, AwsClients clients, ICallBudget budget, IOptions<AwsOptions> options,
        TimeProvider time,
    ILogger<OrganizationsAccountDirectory> logger) : IAccountDirectory
{
    private const int PageSize = 20;

    public async Task<IReadOnlyList<DiscoveredAccount>> ListAccountsAsync(ICallMeter meter, CancellationToken cancellationToken)
    {
        var calls = new CallRetries(options.Value, time, meter);
        var credentials = await sessions.ForOrganizationAsync(meter, cancellationToken);
        using var client = clients.Organizations(credentials, meter);
        try
        {
            var accounts = await AccountsAsync(client, calls, cancellationToken);
            return await WithTagsAsync(accounts, client, calls, cancellationToken);
        }
        catch (AWSOrganizationsNotInUseException)
        {
            var self = await identity.GetAsync(meter, cancellationToken);
            logger.LogInformation("Account {AccountId} belongs to no organization; it alone is scanned", self.AccountId);
            return [new DiscoveredAccount(self.AccountId, self.AccountId, "ACTIVE", new Dictionary<string, string>()) {
                TagsKnown = false }];
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            // A session ended early by AWS is not kept for the next scan.
            sessions.Forget(credentials);
            var failure = AwsTroubles.Of(e) == AwsTrouble.SessionExpired ? TargetFailure.Expired : TargetFailure.Denied;
            throw new TargetFailedException(
                failure, $"The organization's accounts cannot be listed: {AwsTroubles.Describe(e)}", AwsTroubles.Cause(e));
        }
    }

    private async Task<List<Account>> AccountsAsync(
        AmazonOrganizationsClient client, CallRetries calls, CancellationToken cancellationToken)
    {
        var accounts = new List<Account>();
        string? token = null;
        do
        {
            var request = new ListAccountsRequest { MaxResults = PageSize, NextToken = token };
            var page =
                await CallAsync(
                calls, "organizations:ListAccounts", () => client.ListAccountsAsync(request, cancellationToken), cancellationToken);
            // A page may be empty although more follow.
            accounts.AddRange(page.Accounts ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return accounts;
    }

    private async Task<List<DiscoveredAccount>> WithTagsAsync(
        List<Account> accounts, AmazonOrganizationsClient client, CallRetries calls, CancellationToken cancellationToken)
    {
        var found = new List<DiscoveredAccount>(accounts.Count);
        var denied = false;
        foreach (var account in accounts)
        {
            // One refusal answers for all: the permission does not differ from account to account.
            var tags = denied ? null : await TagsAsync(client, account.Id!, calls, cancellationToken);
            denied |= tags is null;
            found.Add(new DiscoveredAccount(account.Id!, account.Name ?? account.Id!, State(account), tags ?? [])
            {
                TagsKnown = tags is not null,
            });
        }

        return found;
    }

    // AWS answers State since September 2025 and Status no more since September 2026; stand-ins of AWS may know Status alone.
    private static string State(Account account) => account.State?.Value ?? account.Status?.Value ?? "UNKNOWN";

    private async Task<Dictionary<string, string>?> TagsAsync(
        AmazonOrganizationsClient client, string accountId, CallRetries calls, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            string? token = null;
            do
            {
                var request = new ListTagsForResourceRequest { ResourceId = accountId, NextToken = token };
                var page = await CallAsync(calls, "organizations:ListTagsForResource",
                    () => client.ListTagsForResourceAsync(request, cancellationToken), cancellationToken);
                foreach (var tag in page.Tags ?? []) tags[tag.Key!] = tag.Value ?? "";
                token = page.NextToken;
            }
            while (!string.IsNullOrEmpty(token));
            return tags;
        }
        catch (AmazonServiceException e) when (AwsTroubles.Of(e) == AwsTrouble.Denied)
        {
            logger.LogWarning("The accounts' tags stay unknown: {Reason}", AwsTroubles.Describe(e));
            return null;
        }
    }

    private Task<T> CallAsync<T>(CallRetries calls, string api, Func<Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(api, async () =>
        {
            await budget.WaitAsync(
                $"organization/{api}", CallRate.Organizations.PerSecond, CallRate.Organizations.Burst, cancellationToken);
            return await call();
        }, cancellationToken);
}
