using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Takes tag changes that EventBridge reported off their queue and reads the named resources again, so that a mended tag shows within
/// seconds. Events are best effort: they only ever hasten what the next scan would find. A message is taken off the queue once it is dealt
/// with; several processes may listen, the queue shares the messages out.
/// </summary>
public sealed class TagChangeListener(
    ITagChangeQueue queue, RecheckResources recheck, NpgsqlDataSource dataSource, IOptions<ScanOptions> options, TimeProvider clock,
        ILogger<TagChangeListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static readonly string[] BeyondTaggingApi = [.. ResourceKinds.All.Where(k => !k.IsInTaggingApi).Select(k => k.Id)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!queue.IsConfigured || !options.Value.JobsEnabled) return;
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await OnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "Tag changes could not be dealt with; they stay in the queue. Trying again in {Pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Receives once and deals with what came.</summary>
    /// <returns>Messages dealt with.</returns>
    public async Task<int> OnceAsync(CancellationToken cancellationToken)
    {
        var meter = new PassMeter("");
        try
        {
            var changes = await queue.ReceiveAsync(meter, cancellationToken);
            var known = await KnownAsync([.. changes.SelectMany(c => c.Arns).Distinct(StringComparer.Ordinal)], cancellationToken);
            foreach (var account in known.GroupBy(k => k.AccountId))
                foreach (var part in account.Select(k => k.Arn).Chunk(RecheckResources.MostArns))
                    await RecheckAsync(account.Key, part, cancellationToken);
            if (changes.Count > 0) await queue.DoneAsync(changes, meter, cancellationToken);
            await RecordAsync(meter, CoverageOutcome.Completed, null);
            return changes.Count;
        }
        catch (TargetFailedException e)
        {
            await RecordAsync(meter, PassLedger.OutcomeOf(e.Failure), e.Message);
            throw;
        }
    }

    // An account that refuses the portal would hold up the changes of all others; its own scan says so.
    private async Task RecheckAsync(string accountId, string[] arns, CancellationToken cancellationToken)
    {
        try
        {
            await recheck.ExecuteAsync(new RecheckRequest(arns), Actor.System, cancellationToken);
        }
        catch (TargetFailedException e) when (e.Failure is TargetFailure.Denied or TargetFailure.NotSupported)
        {
            logger.LogWarning(e, "Tag changes in account {AccountId} are left to its next scan", accountId);
        }
    }

    // What no scan has seen the next one will; tags that the tagging API does not return come with the whole account only.
    private async Task<IReadOnlyList<(string AccountId, string Arn)>> KnownAsync(string[] arns, CancellationToken cancellationToken)
    {
        if (arns.Length == 0) return [];
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await Sql.ListAsync(
            connection,
            $"""
            select distinct c.account_id, r.arn from coverage c join resource_version r on r.target_id = c.id
              join account a on a.id = c.account_id and a.paused_by is null and {StandingSql.IsRead("a.id")}
            where not c.is_pass and r.arn_hash = any($1::uuid[]) and r.valid_to = 'infinity' and r.kind <> all($2)
            """,
            r => (r.GetString(0), r.GetString(1)), cancellationToken, arns.Select(Inventory.Fingerprint.Of).ToArray(), BeyondTaggingApi);
    }

    private async Task RecordAsync(PassMeter meter, CoverageOutcome outcome, string? message)
    {
        if (meter.Calls == 0 && outcome == CoverageOutcome.Completed) return;
        await using var connection = await dataSource.OpenConnectionAsync(CancellationToken.None);
        await PassLedger.RecordAsync(
            connection, new ScanTarget("", ScanTarget.Global, Pass.TagChanges), outcome, message, meter, clock.GetUtcNow(),
                CancellationToken.None);
    }
}
