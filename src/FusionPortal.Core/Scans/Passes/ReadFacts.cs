using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Reads facts that cost calls by the resource, kind by kind: each pass reads at most so many of an account, those never read first, then
/// those read longest ago; what is fresh is left alone. Each is saved when it is read, so a pass that was cut short goes on where it
/// stopped.
/// </summary>
public sealed class ReadFacts(
    NpgsqlDataSource dataSource, IFactReader reader, IOptions<ScanOptions> options, TimeProvider clock, ILogger<ReadFacts> logger)
{
    // So many resources in a row that tell nothing are no longer single ones: nothing of the account may be read.
    private const int RefusalsInARow = 10;

    /// <returns>True where something differs from what was known: what is stored wants judging again.</returns>
    public async Task<bool> ExecuteAsync(CancellationToken cancellationToken)
    {
        var differs = false;
        foreach (var pass in reader.Passes)
            if (AtMost(pass) > 0) differs |= await PassAsync(pass, cancellationToken);
        return differs;
    }

    private int AtMost(FactPass pass) => options.Value.FactsPerPass.GetValueOrDefault(pass.Source, pass.AtMost);

    private async Task<bool> PassAsync(FactPass pass, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var accounts = await Sql.ListAsync(
            connection,
            $"""
            select distinct c.account_id from coverage c join account a on a.id = c.account_id
            where c.outcome = 'Completed' and $1 = any(c.kinds) and a.paused_by is null and {StandingSql.IsRead("a.id")} order by 1
            """,
            r => r.GetString(0), cancellationToken, pass.Kind);
        var differs = false;
        foreach (var account in accounts) differs |= await AccountAsync(connection, pass, account, cancellationToken);
        return differs;
    }

    private async Task<bool> AccountAsync(
        NpgsqlConnection connection, FactPass pass, string account, CancellationToken cancellationToken)
    {
        var (target, meter, atMost) = (new ScanTarget(account, ScanTarget.Global, pass.Service), new PassMeter(account), AtMost(pass));
        var due = await Sql.ListAsync(
            connection,
            """
            select r.arn, r.name, r.region, count(*) over () from resource_version r join coverage c on c.id = r.target_id
            left join resource_fact f on f.arn_hash = r.arn_hash and f.source = $4
            where c.account_id = $1 and r.kind = $5 and r.valid_to = 'infinity' and (f.read_at is null or f.read_at < $2)
              and coalesce(r.facts -> $6 <> 'true'::jsonb, true)
            order by f.read_at nulls first, r.arn limit $3
            """,
            r => (Resource: new DueResource(r.GetString(0), r.GetString(1), account, r.GetString(2)), All: r.GetInt64(3)),
            cancellationToken, account, clock.GetUtcNow() - pass.FreshFor, atMost, pass.Source, pass.Kind, pass.Unless ?? "");
        if (due.Count == 0) return false;
        var (differs, plural) = (false, ResourceKinds.Of(pass.Kind).Plural);
        try
        {
            var refused = new List<string>();
            foreach (var (resource, _) in due)
            {
                try
                {
                    differs |= await SaveAsync(resource.Arn, await reader.ReadAsync(pass, resource, meter, cancellationToken));
                }
                catch (TargetFailedException e) when (
                    pass.Refused is not null && e.Failure == TargetFailure.Denied
                    && refused.Count + 1 < Math.Min(due.Count, RefusalsInARow))
                {
                    refused.Add(resource.Arn);
                    continue;
                }

                // One answered, so it is not the role that is refused.
                foreach (var arn in refused) differs |= await SaveAsync(arn, pass.Refused);
                refused.Clear();
            }

            foreach (var arn in refused) differs |= await SaveAsync(arn, pass.Refused);

            var left = due[0].All - due.Count;
            await PassLedger.RecordAsync(
                connection, target, left == 0 ? CoverageOutcome.Completed : CoverageOutcome.Capped,
                left == 0 ? null : $"The facts of {left:N0} {plural} are still to be read, {atMost:N0} in each pass.",
                meter, clock.GetUtcNow(), cancellationToken);
        }
        catch (TargetFailedException e)
        {
            logger.LogWarning(e, "The facts of the {Plural} of account {AccountId} could not be read", plural, account);
            await PassLedger.RecordAsync(
                connection, target, PassLedger.OutcomeOf(e.Failure), e.Message, meter, clock.GetUtcNow(), cancellationToken);
        }

        return differs;

        Task<bool> SaveAsync(string arn, JsonElement? facts) =>
            FactStore.SaveAsync(connection, pass.Source, arn, account, facts, clock.GetUtcNow(), cancellationToken);
    }
}
