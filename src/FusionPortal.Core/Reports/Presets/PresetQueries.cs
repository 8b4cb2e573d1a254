using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Reports.Presets;

/// <summary>A report with what it is asked, under a name.</summary>
/// <param name="Report">Of the report.</param>
/// <param name="Question">What it is asked, as an address has it; a moment only where one was kept.</param>
/// <param name="Owner">Whose it is, by name.</param>
/// <param name="IsOwn">Whether it is the reader's own.</param>
/// <param name="IsShared">Whether everybody sees it who may produce the report.</param>
/// <param name="MayChange">Whether the reader may rename, share and delete it.</param>
public sealed record PresetRow(
    Guid Id, string Name, string Report, IReadOnlyList<PresetParameter> Question, string Owner, bool IsOwn, bool IsShared, bool MayChange,
    DateTimeOffset CreatedAt);

/// <summary>Reads presets.</summary>
public sealed class PresetQueries(IDbContextFactory<PortalDbContext> factory, ReportCatalog reports)
{
    /// <summary>One's own first, then what others share, each by name. Those of reports one may not produce are left out.</summary>
    public async Task<IReadOnlyList<PresetRow>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        string[] mine = [.. reports.All.Where(r => r.MayProduce.Any(actor.Is)).Select(r => r.Name)];
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<ReportPreset>().AsNoTracking()
            .Where(p => mine.Contains(p.Report) && (p.OwnerId == actor.SubjectId || p.IsShared))
            .OrderByDescending(p => p.OwnerId == actor.SubjectId).ThenBy(p => p.NameKey).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        return [.. found.Select(p => new PresetRow(
            p.Id, p.Name, p.Report, p.Question, p.OwnerName, p.OwnerId == actor.SubjectId, p.IsShared, MayChange(p, actor), p.CreatedAt))];
    }

    /// <summary>Its owner may, and an administrator what is shared, so that nothing stays behind of people who left.</summary>
    internal static bool MayChange(ReportPreset preset, Actor actor) =>
        preset.OwnerId == actor.SubjectId || preset.IsShared && actor.Is(Role.Administrator);

    /// <summary>A preset that the actor sees, to be changed or deleted.</summary>
    /// <exception cref="RefusedException">NotFound: there is none, or it is another's own. Forbidden: it is shared by somebody
    /// else.</exception>
    internal static async Task<ReportPreset> OfAsync(PortalDbContext db, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var preset = await db.Set<ReportPreset>().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (preset is null || preset.OwnerId != actor.SubjectId && !preset.IsShared)
            throw new RefusedException(RefusalKind.NotFound, "no-such-preset", "There is no such preset any more.");
        return MayChange(preset, actor) ? preset : throw new RefusedException(
            RefusalKind.Forbidden, "not-own-preset", $"{preset.OwnerName} shares this preset. Only they or an administrator change it.");
    }

    internal static RefusedException NameTaken(string name) => new(
        RefusalKind.Conflict, "preset-name-taken", $"There is a preset \"{name}\" already. Choose another name.", "name");
}
