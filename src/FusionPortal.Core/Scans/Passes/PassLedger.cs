using System.Collections.Concurrent;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Telemetry;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <summary>The passes that read single resources, as the coverage ledger names them. Those that read facts end with
/// <see cref="FactPass.Suffix"/>.</summary>
public static class Pass
{
    public const string Creators = "creators";
    public const string Rechecks = "rechecks";

    /// <summary>Messages taken off the queue of tag changes.</summary>
    public const string TagChanges = "tag-changes";
}

/// <summary>Counts the calls of one pass in one account and region.</summary>
/// <param name="accountId">Empty where the pass is of no account.</param>
internal sealed class PassMeter(string accountId) : ICallMeter
{
    private readonly ConcurrentDictionary<string, int> _apis = new(StringComparer.Ordinal);
    private int _throttled;

    public int Calls => _apis.Values.Sum();

    public int Throttled => _throttled;

    public void Called(string api)
    {
        PortalTelemetry.AwsCalled(accountId, api);
        _apis.AddOrUpdate(api, 1, static (_, n) => n + 1);
    }

    void ICallMeter.Throttled(string api)
    {
        PortalTelemetry.AwsThrottledCall(accountId, api);
        Interlocked.Increment(ref _throttled);
    }
}

/// <summary>Keeps the ledger's rows of passes: how the last one ended, and every call it made. Pages that show them hear of it as
/// <c>coverage</c>.</summary>
internal static class PassLedger
{
    /// <param name="connection">Open, in a transaction or not.</param>
    /// <param name="target">Account, region (or <see cref="ScanTarget.Global"/>) and the pass.</param>
    /// <param name="outcome">Completed where nothing is left to read, Capped where the pass stopped at its bound.</param>
    /// <param name="message">What is known of how much; fit to be shown.</param>
    /// <param name="meter">The calls of this attempt.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task RecordAsync(
        NpgsqlConnection connection, ScanTarget target, CoverageOutcome outcome, string? message, PassMeter meter, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        await Sql.RunAsync(
            connection,
            """
            with stamp as (select history_stamp($9, $5, (select k.last_attempt_at from coverage k where k.account_id = $1 and k.region = $2
              and k.service = $3)) as at)
            insert into coverage as c (account_id, region, service, outcome, outcome_since, message, last_attempt_at, last_complete_at,
              first_complete_at,
              resources, kinds, is_pass, last_calls, last_throttled, total_calls)
            select $1, $2, $3, $4, s.at, $6, s.at, case when $4 = 'Completed' then s.at end, case when $4 = 'Completed' then s.at
              end, 0, '{}', true, $7, $8, $7 from stamp s
            on conflict (account_id, region, service) do update set
              outcome = excluded.outcome, outcome_since = case when c.outcome = excluded.outcome then c.outcome_since
                else excluded.outcome_since end,
              message = excluded.message, last_attempt_at = excluded.last_attempt_at,
              last_complete_at = coalesce(excluded.last_complete_at, c.last_complete_at),
              first_complete_at = coalesce(c.first_complete_at, excluded.first_complete_at),
              last_calls = excluded.last_calls, last_throttled = excluded.last_throttled, total_calls = c.total_calls + excluded.total_calls
            """,
            cancellationToken, target.AccountId, target.Region, target.Service, outcome.ToString(), HistoryClock.Micro(at),
            message is { Length: > 2000 } ? message[..2000] : message, meter.Calls, meter.Throttled,
            (int)HistoryDomains.Estate);
        await Sql.RunAsync(connection, "select pg_notify('portal', 'coverage')", cancellationToken);
    }

    public static CoverageOutcome OutcomeOf(TargetFailure failure) => Enum.Parse<CoverageOutcome>(failure.ToString());
}
