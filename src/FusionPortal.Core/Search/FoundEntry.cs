using FusionPortal.Core.Data;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>What the state of something found means to whoever reads it.</summary>
public enum SearchTone
{
    /// <summary>A fact.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It will be wrong, or holds somebody up.</summary>
    Warn,

    /// <summary>It is wrong now.</summary>
    Bad,
}

/// <summary>One entry as the index has it.</summary>
internal sealed record FoundEntry(string Kind, Guid Key, string Title, string? Detail, string? State, string[] Parts)
{
    public SearchTone Tone { get; init; }

    /// <summary>Columns kind, key, title, detail, state, parts.</summary>
    public static FoundEntry Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetText(3), row.GetText(4), row.GetFieldValue<string[]>(5));
}

/// <summary>How well an entry fits what was typed, the best first.</summary>
internal static class SearchRank
{
    /// <summary>It is called exactly so, or a number or id of its own was typed.</summary>
    public const int Exact = 0;

    /// <summary>One of its other names is exactly that.</summary>
    public const int OtherName = 10;

    /// <summary>It is called something that begins so.</summary>
    public const int Prefix = 20;

    /// <summary>One of its other names begins so.</summary>
    public const int OtherPrefix = 30;

    /// <summary>It has it somewhere; less one for each word that it is called by.</summary>
    public const int Anywhere = 40;
}
