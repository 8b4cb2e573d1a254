using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Templates;
using Npgsql;

namespace FusionPortal.Core.Homes;

/// <summary>Reads the home of whoever sets the portal up.</summary>
public sealed class AdministratorHomeQueries(
    NpgsqlDataSource dataSource, AccountQueries accounts, SeenOrganizationQueries seen, BookQueries books, TemplateQueries templates,
    ShippedTextConflicts conflicts, ScheduleQueries schedules, ScanQueries scans, ComplianceQueries compliance)
{
    // The scheduler keeps times as ticks.
    private const string JobsSql = """
        select t.trigger_group, count(*) filter (where t.trigger_state in ('WAITING', 'PAUSED', 'PAUSED_BLOCKED', 'BLOCKED'))::int,
          count(*) filter (where t.trigger_state in ('ACQUIRED', 'EXECUTING', 'COMPLETE'))::int,
          count(*) filter (where t.trigger_state = 'ERROR')::int,
          min(t.next_fire_time) filter (where t.next_fire_time > 0)
        from quartz.qrtz_triggers t group by t.trigger_group order by t.trigger_group
        """;

    /// <exception cref="RefusedException">Forbidden: it needs Administrator.</exception>
    public async Task<AdministratorHome> ForAsync(Actor person, CancellationToken cancellationToken)
    {
        person.Require(Role.Administrator);
        var all = await accounts.ListAsync(cancellationToken);
        var summary = await compliance.SummaryAsync(new ComplianceFilter(), cancellationToken);
        return new AdministratorHome(
            [.. all.Where(a => a.Role == AccountRole.Undeclared && a.Sight == AccountSight.Read)],
            await seen.StandingAsync(cancellationToken), await books.OfferAsync(cancellationToken),
            await templates.OffersAsync(cancellationToken), conflicts.All, await schedules.ListAsync(cancellationToken),
            await scans.StatusAsync(cancellationToken), summary.Coverage, await JobsAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<JobGroup>> JobsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await Sql.ListAsync(
            connection, JobsSql,
            r => new JobGroup(
                r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3),
                r.GetNullable<long>(4) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null),
            cancellationToken);
    }
}
