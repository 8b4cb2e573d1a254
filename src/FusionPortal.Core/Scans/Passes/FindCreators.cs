using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>
/// Asks CloudTrail who made what has findings. CloudTrail answers two calls a second, so only the resources of findings not older than it
/// remembers are looked up, at most <see cref="ScanOptions.CreatorsPerPass"/> in a pass: those nobody asked about first, the gravest before
/// others. A miss is remembered as well, unless it was asked within an hour of the finding: CloudTrail tells what happened minutes later.
/// </summary>
public sealed class FindCreators(
    NpgsqlDataSource dataSource, ICreatorSource source, IOptions<ScanOptions> options, TimeProvider clock, ILogger<FindCreators> logger)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // Read before kinds of creators were told apart: what it calls root may have been AWS itself.
    private const string DoubtfulRoot = "coalesce(x.facts ->> 'isRoot' = 'true' and not x.facts ? 'by', false)";

    private static readonly string DueSql = $"""
        select * from (
          select distinct on (r.arn_hash) c.account_id, r.region, r.arn, r.kind, v.severity_order, asked.read_at
          from finding_version v join finding f on f.id = v.finding_id
          join coverage c on not c.is_pass join resource_version r on r.target_id = c.id and r.arn_hash = f.subject_hash
            and r.valid_to = 'infinity'
          join account a on a.id = c.account_id and a.paused_by is null and {StandingSql.IsRead("a.id")}
          left join resource_fact asked on asked.arn_hash = r.arn_hash and asked.source = '{ResourceFact.Creator}'
          where v.valid_to = 'infinity' and v.status <> 'Resolved' and v.first_seen_at > $1
            and not exists (select from resource_fact x where x.arn_hash = r.arn_hash and x.source = '{ResourceFact.Creator}'
              and (x.facts <> 'null' or x.read_at > v.first_seen_at + interval '1 hour')
              and not {DoubtfulRoot})
          order by r.arn_hash, v.severity_order) due
        order by read_at nulls first, severity_order, arn limit $2
        """;

    /// <returns>True where somebody was found: what is stored wants judging again.</returns>
    public async Task<bool> ExecuteAsync(CancellationToken cancellationToken)
    {
        if (options.Value.CreatorsPerPass == 0) return false;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var due = await Sql.ListAsync(
            connection, DueSql,
            r => (Account: r.GetString(0), Region: r.GetString(1).Length == 0 ? HomeRegion
                : r.GetString(1), Arn: r.GetString(2), Kind: r.GetString(3)),
            cancellationToken, HistoryClock.Micro(clock.GetUtcNow() - Remembered), options.Value.CreatorsPerPass);
        var differs = false;
        foreach (var place in due.GroupBy(d => (d.Account, d.Region)))
            differs |= await PlaceAsync(
                connection, place.Key.Account, place.Key.Region, [.. place.Select(d => (d.Arn, d.Kind))], due.Count, cancellationToken);
        return differs;
    }

    // IAM has no region; its trail is kept in the partition's first.
    private const string HomeRegion = "us-east-1";

    private static Task<bool> KnownAsync(NpgsqlConnection connection, string arn, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<bool>(
            connection,
            $"select exists (select from resource_fact x where x.arn_hash = $1 and x.source = $2 and x.facts "
                + $"<> 'null' and not {DoubtfulRoot})", cancellationToken,
            Fingerprint.Of(arn), ResourceFact.Creator);

    private async Task<bool> PlaceAsync(
        NpgsqlConnection connection, string account, string region, IReadOnlyList<(string Arn, string Kind)> resources, int inPass,
            CancellationToken cancellationToken)
    {
        var target = new ScanTarget(account, region, Pass.Creators);
        var meter = new PassMeter(account);
        var differs = false;
        try
        {
            foreach (var (arn, kind) in resources)
            {
                var creator = await source.FindCreatorAsync(account, region, arn, kind, meter, cancellationToken);
                // An older answer that CloudTrail has forgotten meanwhile stays what is known; a doubtful one becomes unknown.
                if (creator is null && await KnownAsync(connection, arn, cancellationToken)) continue;
                differs |= await FactStore.SaveAsync(
                    connection, ResourceFact.Creator, arn, account, creator is null ? null
                        : JsonSerializer.SerializeToElement(creator, Json), clock.GetUtcNow(), cancellationToken);
            }

            var capped = inPass >= options.Value.CreatorsPerPass;
            await PassLedger.RecordAsync(
                connection, target, capped ? CoverageOutcome.Capped : CoverageOutcome.Completed,
                capped ? $"Each pass looks up {options.Value.CreatorsPerPass:N0} creators at most; the next goes on."
                    : null, meter, clock.GetUtcNow(), cancellationToken);
        }
        catch (TargetFailedException e)
        {
            logger.LogWarning(e, "CloudTrail of account {AccountId} in {Region} did not answer", account, region);
            await PassLedger.RecordAsync(
                connection, target, PassLedger.OutcomeOf(e.Failure), e.Message, meter, clock.GetUtcNow(), cancellationToken);
        }

        return differs;
    }
}
