using System.Text.Json;

namespace FusionPortal.Core.Abstractions;

/// <summary>Reads one bucket's facts: public-access block, policy, whether it has the <c>pub/</c> folder.</summary>
public interface IBucketFactReader
{
    /// <param name="accountId">The account that owns the bucket.</param>
    /// <param name="region">The bucket's region.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A JSON object with <c>publicAccessBlock</c> and <c>policy</c>; a member AWS denied is absent and named in <c>denied</c>,
    /// and of a policy that is no JSON <c>policyProblem</c> says so.
    /// Null where the bucket is gone.</returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<JsonElement?> ReadBucketAsync(
        string accountId, string region, string bucket, ICallMeter meter, CancellationToken cancellationToken);
}
