using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using FusionPortal.Aws.Calls;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Access;

/// <summary>
/// One session per role, shared by every target of its account: assumed when first needed, again shortly before it expires,
/// and again when AWS says it is over. Sessions live in memory only.
/// </summary>
internal sealed class AccountSessions(PortalIdentity identity, AwsClients clients, IOptions<AwsOptions> options, TimeProvider time)
    : IDisposable
{
    /// <summary>A session this close to its end is not handed out any more: a page must not outlive it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly AwsOptions _options = options.Value;

    /// <summary>The credentials to read an account with.</summary>
    /// <exception cref="TargetFailedException">The role cannot be assumed, or none is configured for a foreign account.</exception>
    public async Task<AWSCredentials> ForAccountAsync(string accountId, ICallMeter meter, CancellationToken cancellationToken)
    {
        var self = await identity.GetAsync(meter, cancellationToken);
        if (_options.ReadOwnAccountAsSelf && self.AccountId == accountId) return self.Credentials;
        if (_options.MemberRoleName is { } role)
            return await AssumedAsync($"arn:{self.Partition}:iam::{accountId}:role/{role}", self, meter, cancellationToken);
        if (self.AccountId == accountId) return self.Credentials;
        throw new TargetFailedException(TargetFailure.Denied,
            $"Aws:MemberRoleName is not set, so the portal can read its own account {self.AccountId} only, not {accountId}.");
    }

    /// <summary>The credentials to read the organization with.</summary>
    /// <exception cref="TargetFailedException">The role cannot be assumed.</exception>
    public async Task<AWSCredentials> ForOrganizationAsync(ICallMeter meter, CancellationToken cancellationToken)
    {
        var self = await identity.GetAsync(meter, cancellationToken);
        return _options.ManagementRoleArn is { } arn ? await AssumedAsync(arn, self, meter, cancellationToken) : self.Credentials;
    }

    /// <summary>Drops a session AWS no longer accepts, unless another caller has already replaced it.</summary>
    public void Forget(AWSCredentials credentials)
    {
        foreach (var slot in _slots.Values.Where(s => ReferenceEquals(s.Session?.Credentials, credentials))) slot.Session = null;
    }

    private async Task<AWSCredentials> AssumedAsync(string roleArn, Identity self, ICallMeter meter, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(roleArn, _ => new Slot());
        await slot.One.WaitAsync(cancellationToken);
        try
        {
            if (slot.Session is { } session && session.Expires - Margin > time.GetUtcNow()) return session.Credentials;
            var fresh = await AssumeAsync(roleArn, self, meter, cancellationToken);
            slot.Session = fresh;
            return fresh.Credentials;
        }
        finally
        {
            slot.One.Release();
        }
    }

    private async Task<Session> AssumeAsync(string roleArn, Identity self, ICallMeter meter, CancellationToken cancellationToken)
    {
        using var client = clients.SecurityToken(self.Credentials, meter);
        var request = new AssumeRoleRequest
        {
            RoleArn = roleArn,
            RoleSessionName = _options.SessionName,
            ExternalId = _options.ExternalId,
            DurationSeconds = (int)_options.SessionDuration.TotalSeconds,
        };
        try
        {
            var answer = await new CallRetries(_options, time, meter)
                .CallAsync("sts:AssumeRole", () => client.AssumeRoleAsync(request, cancellationToken), cancellationToken);
            var given = answer.Credentials;
            var expires = given.Expiration is { } until ? new DateTimeOffset(until.ToUniversalTime())
                : time.GetUtcNow() + _options.SessionDuration;
            return new Session(new SessionAWSCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken), expires);
        }
        catch (AmazonServiceException e)
        {
            throw new TargetFailedException(
                TargetFailure.Denied, $"The role {roleArn} cannot be assumed: {AwsTroubles.Describe(e)}", AwsTroubles.Cause(e));
        }
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values) slot.One.Dispose();
    }

    private sealed record Session(AWSCredentials Credentials, DateTimeOffset Expires);

    private sealed class Slot
    {
        public SemaphoreSlim One { get; } = new(1, 1);

        public volatile Session? Session;
    }
}
