using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Inventory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Reads the switches for DNS of VPCs, two calls each: each pass at most <see cref="ScanOptions.VpcFactsPerPass"/> of an account. AWS's own
/// default VPCs, one in each region of each account, are left out: nothing is judged of them.
/// </summary>
public sealed class ReadVpcFacts(
    NpgsqlDataSource dataSource, IVpcFactReader reader, IOptions<ScanOptions> options, TimeProvider clock, ILogger<ReadVpcFacts> logger)
{
    private readonly BoundedFacts _facts = new(dataSource, clock, logger);

    /// <returns>True where something differs from what was known: what is stored wants judging again.</returns>
    public Task<bool> ExecuteAsync(CancellationToken cancellationToken) => _facts.ExecuteAsync(
        new(Vpc.Kind, ResourceFact.Vpc, Pass.VpcFacts, "VPCs", options.Value.VpcFactsPerPass)
        {
            Where = "coalesce(r.facts -> 'isDefault' <> 'true'::jsonb, true)",
        },
        (vpc, meter, ct) => reader.ReadVpcAsync(
            vpc.AccountId, vpc.Region, vpc.Arn[(vpc.Arn.LastIndexOf('/') + 1)..], meter, ct), cancellationToken);
}
