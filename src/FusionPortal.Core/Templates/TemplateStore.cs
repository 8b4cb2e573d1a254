using System.Collections.Concurrent;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Templates;

/// <summary>Gives parsed templates. Versions are immutable, so a parsed one never goes out of date.</summary>
public sealed class TemplateStore
{
    private readonly ConcurrentDictionary<Guid, Template> _parsed = new();

    /// <summary>Every one of the versions, parsed; those not seen before are read in one query.</summary>
    /// <exception cref="RefusedException">Conflict, <c>newer-portal-needed</c>: a newer portal published one of them, in a format this one
    /// has no reader for.</exception>
    internal async Task<IReadOnlyDictionary<Guid, Template>> GetAsync(
        PortalDbContext db, IEnumerable<Guid> versionIds, CancellationToken cancellationToken)
    {
        var wanted = versionIds.Distinct().ToList();
        var missing = wanted.Where(id => !_parsed.ContainsKey(id)).ToList();
        if (missing.Count > 0)
        {
            var rows = await db.Set<TemplateVersion>().AsNoTracking().Where(t => missing.Contains(t.Id))
                .Select(t => new { t.Id, t.Key, t.Yaml, t.Version }).ToListAsync(cancellationToken);
            foreach (var row in rows) _parsed.TryAdd(row.Id, Parse(row.Key, row.Yaml, row.Version));
        }

        return wanted.ToDictionary(id => id, id => _parsed[id]);
    }

    /// <summary>The published version of a key; null until templates have been imported, or when there is none.</summary>
    internal static async Task<TemplateVersion?> PublishedAsync(PortalDbContext db, string key, CancellationToken cancellationToken) =>
        await db.Set<TemplateVersion>().AsNoTracking().SingleOrDefaultAsync(t => t.Key == key && t.Published, cancellationToken);

    // The number is the store's: a text exported from version 3 and imported again is not version 3.
    private static Template Parse(string key, string yaml, int version)
    {
        try
        {
            return TemplateYaml.Read(yaml).Template with { Version = version };
        }
        catch (TemplateFormatException e)
        {
            throw new RefusedException(
                RefusalKind.Conflict, "newer-portal-needed",
                    $"Version {version} of the template {key} needs a newer version of the portal: {e.Problems[0].Message}");
        }
    }
}
