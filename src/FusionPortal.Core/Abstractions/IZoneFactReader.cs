using System.Text.Json;

namespace FusionPortal.Core.Abstractions;

/// <summary>Reads the records of one hosted zone: a call for each 300 of them.</summary>
public interface IZoneFactReader
{
    /// <param name="accountId">The account that owns the zone.</param>
    /// <param name="region">The region the service is signed for.</param>
    /// <param name="zoneId">For example Z0A1B2C3D4E5.</param>
    /// <param name="domain">The zone's name, for example fusionpos.com.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// A JSON object with <c>records</c>: of the domain itself and of names of one word before it those of type A, AAAA and CNAME, each
    /// with <c>name</c>, <c>type</c>, and <c>values</c> or the <c>target</c> of an alias or CNAME; at most 2,000.
    /// <c>recordsWhole</c> is false where there are more. Null where the zone is gone.
    /// </returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<JsonElement?> ReadZoneAsync(
        string accountId, string region, string zoneId, string domain, ICallMeter meter, CancellationToken cancellationToken);
}
