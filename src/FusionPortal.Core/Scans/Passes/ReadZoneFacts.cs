using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Inventory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Reads the records of public hosted zones, a call for each 300 of them: each pass at most
/// <see cref="ScanOptions.ZoneFactsPerPass"/> zones of an account. Private zones answer inside a VPC only, and so give no
/// client its host name.
/// </summary>
public sealed class ReadZoneFacts(
    NpgsqlDataSource dataSource, IZoneFactReader reader, IOptions<ScanOptions> options, TimeProvider clock, ILogger<ReadZoneFacts> logger)
{
    private readonly BoundedFacts _facts = new(dataSource, clock, logger);

    /// <returns>True where something differs from what was known: what is stored wants judging again.</returns>
    public Task<bool> ExecuteAsync(CancellationToken cancellationToken) => _facts.ExecuteAsync(
        new(HostedZone.Kind, ResourceFact.Zone, Pass.ZoneFacts, "hosted zones", options.Value.ZoneFactsPerPass)
        {
            Where = "coalesce(r.facts -> 'private' <> 'true'::jsonb, true)",
        },
        (zone, meter, ct) => reader.ReadZoneAsync(
            zone.AccountId, zone.Region, zone.Arn[(zone.Arn.LastIndexOf('/') + 1)..], zone.Name, meter, ct), cancellationToken);
}
