using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>A pass over the resources of one kind that costs calls by the resource.</summary>
/// <param name="Kind">The kind of resource.</param>
/// <param name="Source">Where its facts are kept, one of <see cref="ResourceFact"/>.</param>
/// <param name="Pass">What the ledger calls it, one of <see cref="Passes.Pass"/>.</param>
/// <param name="Plural">What is read, in sentences: "buckets".</param>
/// <param name="AtMost">How many of an account are read in each pass; 0 for none.</param>
internal sealed record FactPass(string Kind, string Source, string Pass, string Plural, int AtMost)
{
    /// <summary>SQL over <c>resource_version r</c>: which of them are read.</summary>
    public string Where { get; init; } = "true";

    /// <summary>
    /// What is kept of a resource that tells nothing while others of its account do; null where a refusal is always the account's.
    /// </summary>
    public JsonElement? Refused { get; init; }
}

/// <summary>A resource whose facts are due.</summary>
internal sealed record DueResource(string Arn, string Name, string AccountId, string Region);

/// <summary>
/// Reads facts that cost calls by the resource: each pass reads at most so many of an account, those never read first, then those read
/// longest ago; younger than a day they are left alone. Each is saved when it is read, so a pass that was cut short goes on where it
/// stopped.
/// </summary>
internal sealed class BoundedFacts(NpgsqlDataSource dataSource, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(24);

    // So many resources in a row that tell nothing are no longer single ones: nothing of the account may be read.
    private const int RefusalsInARow = 10;

    /// <returns>True where something differs from what was known: what is stored wants judging again.</returns>
    public async Task<bool> ExecuteAsync(
        FactPass pass, Func<DueResource, ICallMeter, CancellationToken, Task<JsonElement?>> read, CancellationToken cancellationToken)
    {
        if (pass.AtMost == 0) return false;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var accounts = await Sql.ListAsync(
            connection,
            $"""
            select distinct c.account_id from coverage c join account a on a.id = c.account_id
            where c.outcome = 'Completed' and $1 = any(c.kinds) and a.paused_by is null and {StandingSql.IsRead("a.id")} order by 1
            """,
            r => r.GetString(0), cancellationToken, pass.Kind);
        var differs = false;
        foreach (var account in accounts) differs |= await AccountAsync(connection, pass, account, read, cancellationToken);
        return differs;
    }

    private async Task<bool> AccountAsync(
        NpgsqlConnection connection, FactPass pass, string account,
        Func<DueResource, ICallMeter, CancellationToken, Task<JsonElement?>> read, CancellationToken cancellationToken)
    {
        var target = new ScanTarget(account, ScanTarget.Global, pass.Pass);
        var meter = new PassMeter(account);
        var due = await Sql.ListAsync(
            connection,
            $"""
            select r.arn, r.name, r.region, count(*) over () from resource_version r join coverage c on c.id = r.target_id
            left join resource_fact f on f.arn_hash = r.arn_hash and f.source = $4
            where c.account_id = $1 and r.kind = $5 and r.valid_to = 'infinity' and (f.read_at is null or f.read_at < $2) and {pass.Where}
            order by f.read_at nulls first, r.arn limit $3
            """,
            r => (Resource: new DueResource(r.GetString(0), r.GetString(1), account, r.GetString(2)), All: r.GetInt64(3)),
            cancellationToken, account, clock.GetUtcNow() - FreshFor, pass.AtMost, pass.Source, pass.Kind);
        if (due.Count == 0) return false;
        var differs = false;
        try
        {
            var refused = new List<string>();
            foreach (var (resource, _) in due)
            {
                try
                {
                    differs |= await SaveAsync(resource.Arn, await read(resource, meter, cancellationToken));
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
                left == 0 ? null : $"The facts of {left:N0} {pass.Plural} are still to be read, {pass.AtMost:N0} in each pass.",
                meter, clock.GetUtcNow(), cancellationToken);
        }
        catch (TargetFailedException e)
        {
            logger.LogWarning(e, "The facts of the {Plural} of account {AccountId} could not be read", pass.Plural, account);
            await PassLedger.RecordAsync(
                connection, target, PassLedger.OutcomeOf(e.Failure), e.Message, meter, clock.GetUtcNow(), cancellationToken);
        }

        return differs;

        Task<bool> SaveAsync(string arn, JsonElement? facts) =>
            FactStore.SaveAsync(connection, pass.Source, arn, account, facts, clock.GetUtcNow(), cancellationToken);
    }
}
