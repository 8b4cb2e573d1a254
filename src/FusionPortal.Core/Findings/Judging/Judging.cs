using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Findings.Judging;

/// <param name="Changes">What happened to findings; none where everything judged was as before.</param>
internal sealed record JudgingResult(DateTimeOffset At, int BookVersion, long Pairs, FindingChanges Changes, string InputHash);

/// <summary>One judging from reading its input to writing its result; the caller owns connection and transaction.</summary>
internal sealed class Judging(NpgsqlDataSource dataSource, EvaluationInput input, TimeProvider clock)
{
    /// <summary>Waits until no other process judges; the lock is of the session and must be released.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(connection, "select pg_advisory_lock($1)", AdvisoryLocks.Judging);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static Task UnlockAsync(NpgsqlConnection connection) =>
        Sql.RunAsync(connection, "select pg_advisory_unlock($1)", CancellationToken.None, AdvisoryLocks.Judging);

    /// <summary>Reads and stages; outside any transaction, since it may take long.</summary>
    /// <returns>Null tallies where the last judging still holds, and where the book in force cannot be read here: then nothing is
    /// judged.</returns>
    public async Task<(JudgingInput Input, Tallies? Tallies, string? LastHash)> StageAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var read = await input.ReadAsync(null, cancellationToken);
        var last = await EvaluationInput.LastHashAsync(connection, cancellationToken);
        if (!read.Book.IsReadable) return (read, null, last);
        var holds = last == read.Hash && await HasReasonsAsync(connection, read, cancellationToken);
        return (read, holds ? null : await new Judge(dataSource).StageAsync(connection, read, cancellationToken), last);
    }

    // A judging of a portal of the version before counted what it could not judge, and kept no reason.
    private static Task<bool> HasReasonsAsync(NpgsqlConnection connection, JudgingInput read, CancellationToken cancellationToken) =>
        Sql.ScalarAsync<bool>(
            connection,
            """
            select exists (select from not_evaluated) or not exists (
              select from verdict_tally where valid_to = 'infinity' and not_evaluated > 0 and target_id = any($1::int[]))
            """,
            cancellationToken, new[] { 0 }.Concat(read.Targets).ToArray());

    /// <summary>Merges what was staged, inside the caller's transaction.</summary>
    public async Task<JudgingResult> MergeAsync(
        NpgsqlConnection connection, Guid? scanId, JudgingInput read, Tallies? tallies, CancellationToken cancellationToken)
    {
        await FindingLock.AllAsync(connection, cancellationToken);
        var last = await LastAsync(connection, cancellationToken);
        var now = await HistoryClock.StampAsync(connection, clock, HistoryDomains.Estate, cancellationToken);
        // After every version judged or shown before, also where the clock was set back.
        var at = last is { } l && now <= l.At ? l.At.AddTicks(TimeSpan.TicksPerMicrosecond) : now;
        var changes = FindingChanges.None;
        // No judging is noted, so that a portal that can read the book judges at once, and readers see that nobody has.
        if (!read.Book.IsReadable) return new JudgingResult(at, read.Book.Version, 0, changes, read.Hash);
        if (tallies is not null)
        {
            var (appeared, gone) = Causes(scanId, last, read);
            changes = await FindingMerge.ExecuteAsync(
                connection,
                    new MergeScope(
                    at, last?.At, scanId, read.Book.Version, read.Targets, read.Everything, appeared, gone, ToldOnce.By(read.Book),
                    read.RecordedSubjects),
                cancellationToken);
            await SeenOrganizationMerge.ExecuteAsync(connection, tallies.Unrecorded, at, read.Everything, cancellationToken);
            await TallyMerge.ExecuteAsync(connection, tallies, at, [0, .. read.Targets], cancellationToken);
            await NotEvaluatedMerge.ExecuteAsync(connection, tallies, at, [0, .. read.Targets], cancellationToken);
        }

        var pairs = tallies?.Pairs ?? last?.Pairs ?? 0;
        await Sql.RunAsync(
            connection,
            """
            insert into evaluation (id, scan_id, at, book_version, input_hash, pairs, opened, reopened, resolved, deleted)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            cancellationToken, Guid.CreateVersion7(at), scanId, at, read.Book.Version, read.Hash, pairs, changes.Opened, changes.Reopened,
                changes.Resolved,
            changes.Deleted);
        await Sql.RunAsync(connection, "select pg_notify('portal', 'findings')", cancellationToken);
        return new JudgingResult(at, read.Book.Version, pairs, changes, read.Hash);
    }

    // After a scan the estate is what changed, unless the book did; without a scan the book, the records, or what was read again of single
    // resources.
    private static (FindingCause? Appeared, FindingCause Gone) Causes(Guid? scanId, LastJudging? last, JudgingInput read)
    {
        if (last is not null && last.BookVersion != read.Book.Version)
            return (FindingCause.ConventionChanged, FindingCause.ConventionChanged);
        return scanId is null && (last is null || !read.HasRecordsOf(last.InputHash))
            ? (FindingCause.RecordChanged, FindingCause.RecordChanged) : (null, FindingCause.Fixed);
    }

    private static async Task<LastJudging?> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Sql.ListAsync<LastJudging>(
            connection, "select at, book_version, pairs, input_hash from evaluation order by at desc limit 1", cancellationToken))
            .FirstOrDefault();

    private sealed record LastJudging(DateTimeOffset At, int BookVersion, long Pairs, string InputHash);
}
