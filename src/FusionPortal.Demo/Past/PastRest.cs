using System.Diagnostics;
using FusionPortal.Demo.Supervision;
using Npgsql;

namespace FusionPortal.Demo.Past;

/// <summary>Waits, in real time, for what the portal of a seeding run still has to do before its clock moves on.</summary>
internal sealed class PastRest(string ownerConnectionString, PortalProcess portal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Until a scan that began at the moment or later has ended, and everything that follows it.</summary>
    public async Task ScannedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await UntilAsync(
            "scanned", "select exists (select from scan where started_at >= $1 and state in ('Completed', 'Failed'))", 1, since,
            cancellationToken);
        await QuietAsync(cancellationToken);
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        await using var command = source.CreateCommand("select message from scan where started_at >= $1 and state = 'Failed' limit 1");
        command.Parameters.Add(new() { Value = since.UtcDateTime });
        if (await command.ExecuteScalarAsync(cancellationToken) is string why)
            throw new DemoException($"The scan of {since:yyyy-MM-dd} failed, which is not in the story: {why}");
    }

    /// <summary>Until the scheduler has nothing left in hand but what it does again and again. A change takes a moment to become a job, so
    /// that it has to look so several times.</summary>
    public Task QuietAsync(CancellationToken cancellationToken) => UntilAsync(
        "quiet",
        """
        select not exists (select from scan where active)
          and not exists (select from quartz.qrtz_triggers t left join quartz.qrtz_simple_triggers s
            using (sched_name, trigger_name, trigger_group) where t.trigger_type <> 'CRON' and s.repeat_count is distinct from -1)
          and not exists (select from quartz.qrtz_fired_triggers f left join quartz.qrtz_simple_triggers s
            using (sched_name, trigger_name, trigger_group) where s.repeat_count is distinct from -1)
          and $1::timestamptz is not null
        """,
        3, DateTimeOffset.UnixEpoch, cancellationToken);

    public async Task<long> OpenAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        await using var command = source.CreateCommand(
            "select count(*) from finding_version where valid_to = 'infinity' and status <> 'Resolved'");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task UntilAsync(string what, string sql, int times, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        var since = Stopwatch.GetTimestamp();
        for (var seen = 0; seen < times;)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
                throw new DemoException(
                    $"The portal of the past was never {what}. Its last words ({portal.LogFile}):{Environment.NewLine}"
                        + portal.LastLines(20));
            await using (var command = source.CreateCommand(sql))
            {
                command.Parameters.Add(new() { Value = moment.UtcDateTime });
                seen = await command.ExecuteScalarAsync(cancellationToken) is true ? seen + 1 : 0;
            }

            await Task.Delay(200, cancellationToken);
        }
    }
}
