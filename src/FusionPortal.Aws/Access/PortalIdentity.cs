using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using FusionPortal.Aws.Calls;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Access;

/// <summary>Who the portal is to AWS, before it assumes any role.</summary>
/// <param name="Credentials">Refresh themselves where the chain's source can.</param>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Partition">For example aws, from the identity's own ARN.</param>
internal sealed record Identity(AWSCredentials Credentials, string AccountId, string Partition);

/// <summary>Resolves the portal's identity and refuses an account's root user: root is never used, not even for reading.</summary>
internal sealed class PortalIdentity(BaseCredentials source, AwsClients clients, IOptions<AwsOptions> options, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (Identity Identity, DateTimeOffset Until)? _known;

    /// <exception cref="TargetFailedException">There are no credentials, AWS does not know them, or they are root's.</exception>
    public async Task<Identity> GetAsync(ICallMeter meter, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } known && known.Until > time.GetUtcNow()) return known.Identity;
            var identity = await AskAsync(meter, cancellationToken);
            _known = (identity, time.GetUtcNow() + TrustedFor);
            return identity;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Identity> AskAsync(ICallMeter meter, CancellationToken cancellationToken)
    {
        try
        {
            var credentials = await source.ResolveAsync();
            using var client = clients.SecurityToken(credentials, meter);
            var calls = new CallRetries(options.Value, time, meter);
            var caller = await calls.CallAsync("sts:GetCallerIdentity",
                () => client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken), cancellationToken);
            if (caller.Arn.EndsWith(":root", StringComparison.Ordinal))
                throw new TargetFailedException(TargetFailure.Denied,
                    $"The portal was given the root user of account {caller.Account}. Root is never used: "
                        + "give it a role or user of its own.");
            return new Identity(credentials, caller.Account, caller.Arn.Split(':')[1]);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            throw new TargetFailedException(
                TargetFailure.Denied, $"AWS does not accept the portal's own identity: {AwsTroubles.Describe(e)}", AwsTroubles.Cause(e));
        }
    }

    public void Dispose() => _one.Dispose();
}
