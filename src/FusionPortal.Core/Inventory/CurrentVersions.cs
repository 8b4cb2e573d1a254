using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// What is stored of a target now, as two hashes by resource, so that a reading is compared without asking the database row by row. Takes about 60
/// bytes each, so only for targets that are not too large.
/// </summary>
internal sealed class CurrentVersions
{
    private readonly Dictionary<Guid, Version> _resources = [];
    private readonly Dictionary<Guid, Version> _tags = [];

    private CurrentVersions()
    {
    }

    public bool IsEmpty => _resources.Count + _tags.Count == 0;

    /// <summary>How many of the stored resources were seen, tags alone not counted.</summary>
    public int Seen { get; private set; }

    /// <returns>Null where there are more than <paramref name="most"/>.</returns>
    public static async Task<CurrentVersions?> LoadAsync(NpgsqlConnection connection, int targetId, int most, CancellationToken cancellationToken)
    {
        var current = new CurrentVersions();
        // COPY takes no parameters; these are numbers.
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            copy (
              select arn_hash, content_hash, false from resource_version where target_id = {targetId} and valid_to = 'infinity'
              union all select arn_hash, content_hash, true from tag_version where target_id = {targetId} and valid_to = 'infinity'
              limit {most + 1}) to stdout (format binary)
            """);
        await using var rows = await connection.BeginBinaryExportAsync(sql, cancellationToken);
        while (await rows.StartRowAsync(cancellationToken) >= 0)
        {
            var arn = await rows.ReadAsync<Guid>(cancellationToken);
            var content = await rows.ReadAsync<Guid>(cancellationToken);
            current.Of(await rows.ReadAsync<bool>(cancellationToken))[arn] = new Version(content);
        }

        return current._resources.Count + current._tags.Count > most ? null : current;
    }

    /// <summary>Notes that the resource was seen.</summary>
    /// <returns>True where it has to be staged: it is new, differs, or comes again, so that only the merge can tell which answer was the last.</returns>
    public bool Differs(Guid arn, Guid content, bool tagsOnly)
    {
        ref var version = ref CollectionsMarshal.GetValueRefOrNullRef(Of(tagsOnly), arn);
        if (Unsafe.IsNullRef(ref version)) return true;
        if (version.Seen) return true;
        version.Seen = true;
        if (!tagsOnly) Seen++;
        return version.Content != content;
    }

    /// <summary>What is stored and was not seen.</summary>
    public Guid[] Unseen(bool tagsOnly) => [.. Of(tagsOnly).Where(v => !v.Value.Seen).Select(v => v.Key)];

    /// <summary>Begins again: nothing was seen.</summary>
    public void Forget()
    {
        Seen = 0;
        foreach (var versions in new[] { _resources, _tags })
            foreach (var arn in versions.Keys) CollectionsMarshal.GetValueRefOrNullRef(versions, arn).Seen = false;
    }

    private Dictionary<Guid, Version> Of(bool tagsOnly) => tagsOnly ? _tags : _resources;

    private struct Version(Guid content)
    {
        public Guid Content { get; } = content;

        public bool Seen { get; set; }
    }
}
