using System.Text.Json;

namespace FusionPortal.Conventions.Resources;

/// <summary>That AWS or one of its services made a resource, and what follows for judging it.</summary>
/// <param name="Service">Who made it, as AWS calls itself, for example <c>Amazon EMR</c>; null where only the list that told of it says so,
/// in words.</param>
/// <param name="What">What it is, for example <c>the managed security group of clusters</c>.</param>
/// <param name="IsAwsOwn">AWS keeps it and nobody here can name it otherwise; else it is the customer's own, made and named by a
/// service.</param>
/// <param name="IsNamedByPerson">A person's words stand in the name, so that words for environments in it still count.</param>
public sealed record AwsMade(string? Service, string What, bool IsAwsOwn, bool IsNamedByPerson)
{
    private const string OwnFact = "awsOwn";

    /// <summary>In words, for example "AWS's own: the VPC's default security group" or "Made by Amazon EMR: a node of a cluster".</summary>
    public string Words => IsAwsOwn ? $"AWS’s own: {What}" : $"Made by {Service}: {What}";

    /// <summary>
    /// What the resource is of AWS's; null for what is somebody's. The fact <c>awsOwn</c>, given by a list that told so, goes before names
    /// and tags.
    /// Pure: the same observation gives the same answer.
    /// </summary>
    public static AwsMade? Of(Observation observation) =>
        Of(observation.Kind, observation.Name, observation.AccountId, observation.Facts, new TagsOf(observation.Tags));

    /// <summary>The same of a resource as the inventory keeps it; tags that nobody told are none.</summary>
    public static AwsMade? Of(string kind, string name, string accountId, JsonElement? facts, JsonElement? tags) =>
        Of(kind, name, accountId, facts, new TagsOf(tags));

    /// <summary>Whether tags could tell that something of this kind is AWS's.</summary>
    public static bool TagsCanTell(string kind) => AwsMadeTable.Shipped.TagsCanTell(kind);

    private static AwsMade? Of(string kind, string name, string accountId, JsonElement? facts, TagsOf tags) =>
        Facts.Text(facts, OwnFact) is { } told ? new(null, told, true, false)
            : AwsMadeTable.Shipped.Find(kind, name, accountId, facts, tags);

    /// <summary>Tags, whichever way they are kept.</summary>
    internal readonly struct TagsOf
    {
        private readonly IReadOnlyDictionary<string, string>? _read;
        private readonly JsonElement? _kept;

        public TagsOf(IReadOnlyDictionary<string, string> tags) => _read = tags;

        public TagsOf(JsonElement? tags) => _kept = tags;

        public string? Value(string key) => _read is null ? Facts.Text(_kept, key) : _read.GetValueOrDefault(key);
    }

    /// <summary>Members of a JSON object.</summary>
    internal static class Facts
    {
        /// <summary>A text as it is, true as "true"; null for everything else.</summary>
        public static string? Text(JsonElement? facts, string member)
        {
            if (facts is not { ValueKind: JsonValueKind.Object } element || !element.TryGetProperty(member, out var value)) return null;
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.True => "true",
                _ => null,
            };
        }
    }
}
