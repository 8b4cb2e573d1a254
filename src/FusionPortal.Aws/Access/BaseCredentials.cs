using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Access;

/// <summary>The portal's own identity in AWS, from the standard credential chain or a named profile. Nothing is stored.</summary>
internal class BaseCredentials(IOptions<AwsOptions> options)
{
    /// <exception cref="AmazonClientException">No credentials are to be found.</exception>
    public virtual Task<AWSCredentials> ResolveAsync()
    {
        var config = new AmazonSecurityTokenServiceConfig();
        if (options.Value.Profile is { } profile) config.Profile = new Profile(profile);
        return DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(config);
    }
}
