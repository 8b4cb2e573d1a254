using FusionPortal.Conventions;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.People;
using FusionPortal.Core.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Scorecards;

/// <summary>Reads how what a person made is doing: the resources that the runs they worked recorded, finished ones too.</summary>
public sealed class MadeQueries(
    IDbContextFactory<PortalDbContext> factory, NpgsqlDataSource dataSource, CapturedQueries captured, Knowledge knowledge,
    FindingQueries findings)
{
    public const int FindingsShown = 5;

    // So few that what AWS may have of each is found whole.
    private const int AtOnce = 100;

    public async Task<MadeStanding> OfAsync(Actor person, CancellationToken cancellationToken)
    {
        var made = await captured.OfRunsAsync(await WorkedAsync(person, cancellationToken), cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var meant = new List<(CapturedResource Made, SeenRow? Seen)>();
        foreach (var some in made.Chunk(AtOnce))
        {
            var seen = await SeenOf.FindAsync(connection, knowledge, some, null, cancellationToken);
            meant.AddRange(some.Select(m => (m, seen[m].Count() == 1 ? seen[m].Single() : null)));
        }

        // Two runs may speak of one resource, for example of the instance they share.
        var sure = meant.Select(m => m.Seen).OfType<SeenRow>().DistinctBy(row => row.Arn).ToList();
        var unseen = meant.Where(m => m.Seen is null).DistinctBy(m => (m.Made.Kind, m.Made.Name.Value.ToLowerInvariant())).Count();
        var open = await StandsOnReading.OpenAsync(connection, sure.Select(row => row.Arn), null, cancellationToken);
        var quiet = sure.FindAll(row => !open.ContainsKey(row.Arn));
        return new MadeStanding(
            quiet.Count(row => row.NotReadSince is null), sure.Count - quiet.Count, quiet.Count(row => row.NotReadSince is not null),
            unseen,
            open.Count == 0 ? [] : await findings.OfSubjectsAsync(connection, open.Keys, FindingsShown, cancellationToken),
            open.Values.Sum());
    }

    private async Task<IReadOnlySet<Guid>> WorkedAsync(Actor person, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var ids = (await PeopleQueries.SameAsync(db, null, cancellationToken)).IdsOf(person.SubjectId);
        return await db.Set<RunStepEvent>().Where(e => ids.Contains(e.ById)).Select(e => e.RunId).Distinct()
            .ToHashSetAsync(cancellationToken);
    }
}
