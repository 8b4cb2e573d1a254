using Amazon.Runtime;
using FusionPortal.Aws.Access;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Calls;

/// <summary>Opens <see cref="AccountCalls"/> for pieces of work.</summary>
internal sealed class AccountCallsSource(
    AccountSessions sessions, AwsClients clients, ICallBudget budget, IOptions<AwsOptions> options, TimeProvider time)
{
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="region">Where calls go; <see cref="ScanTarget.Global"/> stands for the home region.</param>
    /// <param name="meter">Counts the calls.</param>
    public AccountCalls Open(string accountId, string region, ICallMeter meter) =>
        new(sessions, clients, budget, options.Value, time, accountId, region == ScanTarget.Global ? options.Value.HomeRegion
            : region, meter);
}

/// <summary>
/// Calls for one piece of work, for example one target, in one account and region: with a session of the account, within the budget,
/// patiently, and renewing the session when AWS says it is over. Not thread-safe.
/// </summary>
internal sealed class AccountCalls(
    AccountSessions sessions, AwsClients clients, ICallBudget budget, AwsOptions options, TimeProvider time, string accountId,
        string region, ICallMeter meter)
    : IDisposable
{
    private readonly CallRetries _patient = new(options, time, meter);
    private (AWSCredentials Of, IDisposable Client)? _client;

    public string AccountId => accountId;

    public string Region => region;

    public ICallMeter Meter => meter;

    public AwsClients Clients => clients;

    public AwsOptions Options => options;

    /// <summary>One call within the rate of list APIs.</summary>
    /// <inheritdoc cref="CallAsync{TClient,T}(string,CallRate,Func{AWSCredentials,TClient},Func{TClient,Task{T}},CancellationToken)"/>
    public Task<T> CallAsync<TClient, T>(
        string api, Func<AWSCredentials, TClient> make, Func<TClient, Task<T>> call, CancellationToken cancellationToken)
        where TClient : class, IDisposable =>
        CallAsync(api, CallRate.Lists(options), make, call, cancellationToken);

    /// <summary>One call, repeated as <see cref="CallRetries"/> does.</summary>
    /// <param name="api">For the budget, the meter and messages, for example <c>tagging:GetResources</c>.</param>
    /// <param name="rate">The budget of this API.</param>
    /// <param name="make">Makes the client; it is kept while the session lasts.</param>
    /// <param name="call">One attempt.</param>
    /// <param name="cancellationToken">Ends a wait as well as a call.</param>
    /// <exception cref="TargetFailedException">No answer was obtained. What AWS said is its inner exception, where that holds no
    /// credential.</exception>
    public async Task<T> CallAsync<TClient, T>(
        string api, CallRate rate, Func<AWSCredentials, TClient> make, Func<TClient, Task<T>> call, CancellationToken cancellationToken)
        where TClient : class, IDisposable
    {
        var renewed = false;
        while (true)
        {
            var credentials = await sessions.ForAccountAsync(accountId, meter, cancellationToken);
            try
            {
                return await _patient.CallAsync(api, async () =>
                {
                    await budget.WaitAsync($"{accountId}/{region}/{api}", rate.PerSecond, rate.Burst, cancellationToken);
                    return await call(Client(credentials, make));
                }, cancellationToken);
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
            {
                // Once: what a new session does not help is told. A region switched off answers like a session it does not know.
                if (renewed || AwsTroubles.Of(e) is not (AwsTrouble.SessionExpired or AwsTrouble.UnknownHere)) throw Failed(api, e);
                renewed = true;
                sessions.Forget(credentials);
            }
        }
    }

    /// <summary>Waits, for something AWS does meanwhile.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, time, cancellationToken);

    public void Dispose()
    {
        _client?.Client.Dispose();
        _client = null;
    }

    private TClient Client<TClient>(AWSCredentials credentials, Func<AWSCredentials, TClient> make) where TClient : class, IDisposable
    {
        if (_client is { Client: TClient open } kept && ReferenceEquals(kept.Of, credentials)) return open;
        Dispose();
        var client = make(credentials);
        _client = (credentials, client);
        return client;
    }

    private TargetFailedException Failed(string api, Exception e)
    {
        var (failure, reason) = AwsTroubles.Of(e) switch
        {
            AwsTrouble.Denied => (TargetFailure.Denied, "AWS refused"),
            AwsTrouble.SessionExpired => (TargetFailure.Expired, "the session expired again after a new one was assumed"),
            AwsTrouble.UnknownHere => (TargetFailure.NotSupported, $"{region} is not enabled for account {accountId}"),
            AwsTrouble.NotOffered => (TargetFailure.NotSupported, $"not offered in {region}"),
            _ => (TargetFailure.Failed, "AWS answered with an error"),
        };
        return new TargetFailedException(failure, $"{api}: {reason}. {AwsTroubles.Describe(e)}", AwsTroubles.Cause(e));
    }
}
