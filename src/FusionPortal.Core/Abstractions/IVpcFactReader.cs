using System.Text.Json;

namespace FusionPortal.Core.Abstractions;

/// <summary>Reads one VPC's switches for DNS, which no list of VPCs tells: two calls.</summary>
public interface IVpcFactReader
{
    /// <param name="accountId">The account that owns the VPC.</param>
    /// <param name="region">The VPC's region.</param>
    /// <param name="vpcId">For example vpc-0a1b2c3d.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A JSON object with <c>dnsHostnames</c> and <c>dnsSupport</c>. Null where the VPC is gone.</returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<JsonElement?> ReadVpcAsync(
        string accountId, string region, string vpcId, ICallMeter meter, CancellationToken cancellationToken);
}
