using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Environments;

/// <summary>
/// What the environment tags of one resource say together: the first that says an environment of production accounts, and the first that
/// says another. A value that says both ("dev and prod") says neither. The same in whatever order the tags come.
/// </summary>
internal readonly record struct EnvironmentTags(string? HostedKey, FoundWord Hosted, string? ForeignKey, FoundWord Foreign)
{
    public bool IsFound => HostedKey is not null || ForeignKey is not null;

    /// <summary>Allocates nothing for the usual kinds of dictionary.</summary>
    public static EnvironmentTags Read(IReadOnlyDictionary<string, string> tags, EnvironmentWordFinder words)
    {
        var read = default(EnvironmentTags);
        switch (tags)
        {
            case TagCollection collection:
                foreach (var (key, value) in collection.AsSpan()) read = read.With(key, value, words);
                break;
            case Dictionary<string, string> dictionary:
                foreach (var (key, value) in dictionary) read = read.With(key, value, words);
                break;
            default:
                foreach (var (key, value) in tags) read = read.With(key, value, words);
                break;
        }

        return read;
    }

    private EnvironmentTags With(string key, string value, EnvironmentWordFinder words)
    {
        if (!words.IsKey(key)) return this;
        var said = words.InTag(value);
        if (said.Hosted.IsFound == said.Foreign.IsFound) return this;
        if (said.Hosted.IsFound)
            return HostedKey is null || string.CompareOrdinal(key, HostedKey) < 0 ? this with { HostedKey = key, Hosted = said.Hosted }
                : this;
        return ForeignKey is null || string.CompareOrdinal(key, ForeignKey) < 0 ? this with { ForeignKey = key, Foreign = said.Foreign }
            : this;
    }
}
