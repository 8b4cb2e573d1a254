using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FusionPortal.Core.Coverage;

/// <summary>How many hours a completed reading was taken for true at a moment.</summary>
/// <param name="Hours"><c>Knowledge:Hours</c>.</param>
/// <param name="Since">
/// From when on it has been in force. Null where nothing was written down until then: the first limit ever written is used, or where there
/// is none the one this process is set to.
/// </param>
public sealed record KnowledgeLimit(double Hours, DateTimeOffset? Since);

/// <summary>
/// The limit of <see cref="KnowledgeOptions.Hours"/> as it has been: a setting has no past of its own, and one that is changed must not
/// change what was answered for a past moment.
/// </summary>
public sealed class KnowledgeLimits(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, IOptions<KnowledgeOptions> options, TimeProvider clock)
{
    /// <summary>Writes down from when on this process's setting is in force, where another one was before.</summary>
    /// <returns>True where something was written.</returns>
    public async Task<bool> RecordAsync(CancellationToken cancellationToken)
    {
        var hours = options.Value.Hours;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        // Several processes start at once.
        await Sql.RunAsync(connection, "select pg_advisory_xact_lock($1)", cancellationToken, AdvisoryLocks.KnowledgeLimit);
        var last = await Sql.ListAsync(
            connection, "select hours, valid_from from knowledge_limit order by valid_from desc limit 1",
            r => (Hours: r.GetDouble(0), From: r.GetFieldValue<DateTimeOffset>(1)), cancellationToken);
        if (last is [var current] && current.Hours == hours) return false;
        var at = await HistoryClock.StampAsync(
            connection, clock, HistoryDomains.Estate | HistoryDomains.Records, cancellationToken, last is [var ended] ? ended.From : null);
        await Sql.RunAsync(connection, "insert into knowledge_limit (valid_from, hours) values ($1, $2)", cancellationToken, at, hours);
        await AuditWriter.AppendAsync(
            db, Actor.System,
            new AuditEvent(
                "knowledge.limit-set", "setting:Knowledge:Hours",
                new { Before = last is [var before] ? before.Hours : (double?)null, After = hours }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What shaped the answers as of a moment.</summary>
    /// <param name="at">A settled moment.</param>
    public async Task<KnowledgeLimit> AtAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return (await Sql.ListAsync(
            connection, $"select {HoursSql("$1", "$2")}, (select max(h.valid_from) from knowledge_limit h where h.valid_from <= $1)",
            r => new KnowledgeLimit(r.GetDouble(0), r.GetNullable<DateTimeOffset>(1)), cancellationToken, HistoryClock.Micro(at),
            options.Value.Hours))[0];
    }

    /// <summary>The hours in force at a moment, as one value.</summary>
    /// <param name="at">The place of the moment's value.</param>
    /// <param name="otherwise">The place of the hours where none were ever written down.</param>
    internal static string HoursSql(string at, string otherwise) => $"""
        coalesce(
          (select h.hours from knowledge_limit h where h.valid_from <= {at} order by h.valid_from desc limit 1),
          (select h.hours from knowledge_limit h order by h.valid_from limit 1), {otherwise}::double precision)
        """;
}
