using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// What is stored of a target now, as two hashes by resource, so that a reading is compared without asking the database row by row. Takes
/// about 60 bytes each, so only for targets that are not too large.
/// </summary>
internal sealed class CurrentVersions
{
    private readonly Dictionary<Guid, Version> _resources = [];
    private readonly Dictionary<Guid, Version> _tags = [];

    private readonly int _most;
    private int _stored;

    private CurrentVersions(int most) => _most = most;

    /// <summary>Whether nothing is stored.</summary>
    public bool IsEmpty => _stored == 0;

    /// <summary>Whether some resource may have come twice. Of what is new only so much is remembered as may be held.</summary>
    public bool MayRepeat { get; private set; }

    /// <summary>How many of the stored resources were seen, tags alone not counted.</summary>
    public int Seen { get; private set; }

    /// <returns>Null where there are more than <paramref name="most"/>.</returns>
    public static async Task<CurrentVersions?> LoadAsync(
        NpgsqlConnection connection, int targetId, int most, CancellationToken cancellationToken)
    {
        var current = new CurrentVersions(most);
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

        current._stored = current.Held;
        return current.Held > most ? null : current;
    }

    /// <summary>Notes that the resource was seen.</summary>
    /// <returns>True where it has to be staged: it is new, differs, or comes again, so that only the merge can tell which answer was the
    /// last.</returns>
    public bool Differs(Guid arn, Guid content, bool tagsOnly)
    {
        ref var version = ref CollectionsMarshal.GetValueRefOrNullRef(Of(tagsOnly), arn);
        if (Unsafe.IsNullRef(ref version))
        {
            if (Held < _most) Of(tagsOnly)[arn] = new Version(content) { IsNew = true };
            else MayRepeat = true;
            return true;
        }

        if (version.Seen || version.IsNew)
        {
            MayRepeat = true;
            return true;
        }

        version.Seen = true;
        if (!tagsOnly) Seen++;
        return version.Content != content;
    }

    /// <summary>What is stored and was not seen.</summary>
    public Guid[] Unseen(bool tagsOnly) => [.. Of(tagsOnly).Where(v => !v.Value.Seen && !v.Value.IsNew).Select(v => v.Key)];

    /// <summary>Begins again: nothing was seen.</summary>
    public void Forget()
    {
        (Seen, MayRepeat) = (0, false);
        foreach (var versions in new[] { _resources, _tags })
        {
            foreach (var arn in versions.Where(v => v.Value.IsNew).Select(v => v.Key).ToArray()) versions.Remove(arn);
            foreach (var arn in versions.Keys) CollectionsMarshal.GetValueRefOrNullRef(versions, arn).Seen = false;
        }
    }

    private int Held => _resources.Count + _tags.Count;

    private Dictionary<Guid, Version> Of(bool tagsOnly) => tagsOnly ? _tags : _resources;

    private struct Version(Guid content)
    {
        public Guid Content { get; } = content;

        /// <summary>Stored, and seen in this reading.</summary>
        public bool Seen { get; set; }

        /// <summary>Seen in this reading and not stored.</summary>
        public bool IsNew { get; init; }
    }
}
