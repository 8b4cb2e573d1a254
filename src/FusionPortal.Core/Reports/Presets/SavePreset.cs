using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Reports.Presets;

/// <param name="Name">1 to 80 characters; one person has no two of a name, in whatever letter case.</param>
/// <param name="Report">Of a report in the <see cref="ReportCatalog"/>.</param>
/// <param name="Question">What it is asked, as an address has it. Without a moment it is asked of now each time.</param>
/// <param name="IsShared">Everybody sees it who may produce the report.</param>
public sealed record SavePresetRequest(string? Name, string? Report, IReadOnlyList<PresetParameter?>? Question, bool IsShared = false);

/// <summary>Keeps a report with what it is asked under a name.</summary>
public sealed class SavePreset(IDbContextFactory<PortalDbContext> factory, ReportCatalog reports, TimeProvider clock)
{
    /// <summary>How many one person keeps at most.</summary>
    public const int Most = 100;

    /// <exception cref="RefusedException">NotFound: no such report. Forbidden: the report is closed to the actor. Invalid: the name, or
    /// something that is asked. SecretFound. Conflict: the name is taken, or there are too many.</exception>
    public async Task<Guid> ExecuteAsync(SavePresetRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var name = FreeText.Required(request.Name, "name", "A name", ReportPreset.NameLimit);
        var report = reports.Get(request.Report ?? "");
        actor.Require([.. report.MayProduce]);
        var question = Question(report, [.. (request.Question ?? []).Select(p => p is { Key: not null, Value: not null } ? p
            : throw new RefusedException(RefusalKind.Invalid, "missing", "What is asked needs a key and a value.", "question"))]);
        var preset = new ReportPreset
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            OwnerId = actor.SubjectId,
            OwnerName = actor.DisplayName,
            Name = name,
            NameKey = name.ToLowerInvariant(),
            Report = report.Name,
            Question = question,
            IsShared = request.IsShared,
            CreatedAt = HistoryClock.Micro(clock.GetUtcNow()),
        };
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<ReportPreset>().CountAsync(p => p.OwnerId == actor.SubjectId, cancellationToken) >= Most)
            throw new RefusedException(
                RefusalKind.Conflict, "too-many-presets", $"You keep {Most} presets already. Delete one first.", "name");
        db.Add(preset);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(ReportPresetConfiguration.NameTaken))
        {
            throw PresetQueries.NameTaken(name);
        }

        await AuditWriter.AppendAsync(
            db, actor,
            new AuditEvent(
                "report-preset.saved", $"report-preset:{preset.Id}",
                new { preset.Name, preset.Report, preset.Question, preset.IsShared }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return preset.Id;
    }

    // What nobody understands now would be left out silently each time.
    private static List<PresetParameter> Question(Report report, IReadOnlyList<PresetParameter> given)
    {
        foreach (var parameter in given)
        {
            FreeText.Guard(parameter.Key, "question");
            FreeText.Guard(parameter.Value, "question");
            if (report.Parameters.All(key => key.Name != parameter.Key))
                throw new RefusedException(
                    RefusalKind.Invalid, "not-understood", $"\"{parameter.Key}={parameter.Value}\" is not understood.", parameter.Key);
        }

        var wrong = new List<string>();
        var filter = report.Read(key => given.Where(g => g.Key == key).Select(g => g.Value), wrong);
        if (wrong is [var first, ..])
        {
            var key = first[..first.IndexOf('=', StringComparison.Ordinal)];
            throw new RefusedException(RefusalKind.Invalid, "not-understood", $"\"{first}\" is not understood.", key);
        }

        return [.. report.Write(filter).Select(pair => new PresetParameter(pair.Key, pair.Value))];
    }
}
