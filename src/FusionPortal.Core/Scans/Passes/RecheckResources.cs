using System.Text.Json;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Scans.Jobs;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Scans.Passes;

/// <param name="Arns">1 to <see cref="RecheckResources.MostArns"/> resources.</param>
public sealed record RecheckRequest(IReadOnlyList<string> Arns);

/// <param name="Read">Resources AWS answered for.</param>
/// <param name="Changed">True where a tag differs from what was known; verdicts follow in a moment.</param>
/// <param name="Silent">Resources AWS did not answer for: never tagged, or gone. Only a scan tells which.</param>
public sealed record Rechecked(int Read, bool Changed, IReadOnlyList<string> Silent);

/// <summary>
/// Reads the tags of named resources again, without a scan: for "re-check these", and for changes that EventBridge reports. What AWS does
/// not answer for changes nothing.
/// </summary>
public sealed class RecheckResources(
    IDbContextFactory<PortalDbContext> factory, ITagReader tags, ITargetReader targets, ScanJobs jobs, TimeProvider clock)
{
    public const int MostArns = 500;

    private sealed record Known(
        string Arn, int TargetId, string AccountId, string Region, string Kind, bool Inline, JsonElement? Facts, bool IsPaused,
        bool IsRead);

    /// <exception cref="RefusedException">Forbidden, too many, unknown to the inventory, in an account that is paused or that nobody can
    /// read, or of a kind whose tags AWS tells as a whole only.</exception>
    /// <exception cref="TargetFailedException">AWS did not answer; nothing was changed.</exception>
    public async Task<Rechecked> ExecuteAsync(RecheckRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Installer, Role.Lead, Role.Administrator);
        // A program may leave the list out, or a resource of it.
        if (request.Arns is not { Count: > 0 and <= MostArns } || request.Arns.Any(string.IsNullOrWhiteSpace))
            throw new RefusedException(RefusalKind.Invalid, "arns", $"Name 1 to {MostArns} resources.", "arns");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var known = await KnownAsync(connection, request.Arns, cancellationToken);
        if (request.Arns.FirstOrDefault(a => known.All(k => k.Arn != a)) is { } stranger)
            throw new RefusedException(
                RefusalKind.NotFound, "not-in-inventory", $"No scan has seen {StorableText.From(stranger)}.", "arns");
        if (known.FirstOrDefault(k => !k.IsRead) is { } unread)
            throw new RefusedException(
                RefusalKind.Conflict, "account-not-read",
                $"Account {unread.AccountId} cannot be read: it is suspended, closed, gone or retired.", "arns");
        if (known.FirstOrDefault(k => k.IsPaused) is { } paused)
            throw new RefusedException(
                RefusalKind.Conflict, "account-paused", $"Account {paused.AccountId} is paused and not called. Resume it first.", "arns");
        if (known.FirstOrDefault(k => !ResourceKinds.Of(k.Kind).IsInTaggingApi) is { } untold)
            throw new RefusedException(
                RefusalKind.Invalid, "not-by-name",
                $"AWS tells the tags of {ResourceKinds.Of(untold.Kind).Plural} for the whole account only. Scan the account instead.",
                "arns");

        var read = new List<Observation>();
        foreach (var place in known.GroupBy(k => (k.AccountId, k.Region)))
            foreach (var part in place.Select(k => k.Arn).Distinct().Chunk(ITagReader.MaxArns))
                read.AddRange(await ReadAsync(connection, place.Key.AccountId, place.Key.Region, part, cancellationToken));
        return await SaveAsync(db, connection, known, read, actor, cancellationToken);
    }

    private async Task<IReadOnlyList<Observation>> ReadAsync(
        NpgsqlConnection connection, string accountId, string region, string[] arns, CancellationToken cancellationToken)
    {
        var meter = new PassMeter(accountId);
        var target = new ScanTarget(accountId, region, Pass.Rechecks);
        try
        {
            var read = await tags.ReadTagsAsync(accountId, region, arns, meter, cancellationToken);
            await PassLedger.RecordAsync(connection, target, CoverageOutcome.Completed, null, meter, clock.GetUtcNow(), cancellationToken);
            return read;
        }
        catch (TargetFailedException e)
        {
            await PassLedger.RecordAsync(
                connection, target, PassLedger.OutcomeOf(e.Failure), e.Message, meter, clock.GetUtcNow(), cancellationToken);
            throw;
        }
    }

    private async Task<Rechecked> SaveAsync(
        PortalDbContext db, NpgsqlConnection connection, IReadOnlyList<Known> known, List<Observation> read, Actor actor,
            CancellationToken cancellationToken)
    {
        var answers = read.GroupBy(o => o.Arn, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var silent = known.Select(k => k.Arn).Distinct().Where(a => !answers.ContainsKey(a)).ToList();
        var tagTargets = await TagTargetsAsync(connection, [.. known.Select(k => k.AccountId).Distinct()], cancellationToken);
        var tagsOnly = targets.Services.SelectMany(s => s.Kinds).ToHashSet(StringComparer.Ordinal);
        var changed = false;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Where the list itself carries tags the resource is rewritten; else the tags are the tagging target's.
        var byTarget = known.Where(k => answers.ContainsKey(k.Arn))
            .Select(k => (k, Target: k.Inline ? k.TargetId : tagTargets.GetValueOrDefault((k.AccountId, k.Region))))
            .Where(k => k.Target != 0).GroupBy(k => (k.Target, k.k.Inline)).OrderBy(g => g.Key.Target);
        foreach (var group in byTarget)
        {
            await using var stage =
                await ResourceStage.OpenAsync(
                connection, group.Key.Target, mostHeld: 0, group.Key.Inline ? new HashSet<string>() : tagsOnly, cancellationToken);
            await stage.WriteAsync([.. group.Select(g => Observed(g.k, answers[g.k.Arn]))], cancellationToken);
            await stage.FlushAsync(cancellationToken);
            var (at, differs) = await ResourceMerge.SomeAsync(connection, group.Key.Target, stage, clock, cancellationToken);
            if (differs)
                await Sql.RunAsync(
                connection, "update coverage set last_changed_at = $2 where id = $1", cancellationToken, group.Key.Target, at);
            changed |= differs;
        }

        await PortalEvents.PublishAsync(db, "inventory", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent(
                    "resources.rechecked", "inventory",
                    new { Asked = known.Count, Read = answers.Count, Changed = changed, Arns = known.Select(k => k.Arn) }),
                cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (changed) await jobs.ReevaluateAsync(cancellationToken);
        return new Rechecked(answers.Count, changed, silent);
    }

    // The tagging API tells tags. What the resource is its list told: a Neptune instance has the ARN of an RDS one.
    private static Observation Observed(Known known, Observation answer) => known.Inline
        ? Conventions.Resources.Observations.From(known.Arn, known.AccountId, known.Region, answer.Tags, known.Facts) with
        {
            Kind = known.Kind
        }
        : answer;

    private static async Task<List<Known>> KnownAsync(
        NpgsqlConnection connection, IReadOnlyList<string> arns, CancellationToken cancellationToken) =>
        await Sql.ListAsync<Known>(
            connection,
            $"""
            select r.arn, r.target_id, c.account_id, r.region, r.kind, r.tags is not null as inline, r.facts,
              a.paused_by is not null as is_paused, {StandingSql.IsRead("a.id")} as is_read
            from coverage c join resource_version r on r.target_id = c.id join account a on a.id = c.account_id
            where not c.is_pass and r.arn_hash = any($1::uuid[]) and r.valid_to = 'infinity'
            """,
            cancellationToken, arns.Select(Fingerprint.Of).ToArray());

    private static async Task<Dictionary<(string, string), int>> TagTargetsAsync(
        NpgsqlConnection connection, string[] accounts, CancellationToken cancellationToken) =>
        (await Sql.ListAsync(
            connection, "select account_id, region, id from coverage where service = $2 and account_id = any($1::text[])",
            r => ((r.GetString(0), r.GetString(1)), r.GetInt32(2)), cancellationToken, accounts, ScanTarget.Tagging)).ToDictionary();
}
