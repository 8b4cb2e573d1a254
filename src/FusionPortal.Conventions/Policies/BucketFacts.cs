using System.Text.Json;

namespace FusionPortal.Conventions.Policies;

/// <summary>
/// Reads what a scan knows of a bucket alone. Each fact may be absent, because it has not been read yet or because AWS refused it; the fact
/// <c>denied</c> names what was refused.
/// </summary>
public static class BucketFacts
{
    /// <summary>The folder that everybody may read.</summary>
    public const string PublicFolder = "pub/";

    /// <summary>The fact of the switches that block public access: an object of four booleans.</summary>
    public const string Block = "publicAccessBlock";

    /// <summary>The fact whether <see cref="PublicFolder"/> holds anything: a boolean.</summary>
    public const string Folder = "pubFolder";

    private const string Denied = "denied";

    /// <summary>A fact, or null where it is not there.</summary>
    public static JsonElement? Member(JsonElement? facts, string name) =>
        facts is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A fact that is true or false, or null where it is not there or anything else.</summary>
    public static bool? Flag(JsonElement? facts, string name) => Member(facts, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Whether the bucket is known to let nobody in from outside of its account by a policy that is public.</summary>
    public static bool RestrictsPublic(JsonElement? facts) => Flag(Member(facts, Block), "restrictPublicBuckets") == true;

    /// <summary>In a sentence, why a fact is not known.</summary>
    /// <param name="facts">The bucket's facts.</param>
    /// <param name="name">The fact.</param>
    /// <param name="what">What it is, for people: "policy".</param>
    public static string Unread(JsonElement? facts, string name, string what) =>
        Member(facts, Denied) is { ValueKind: JsonValueKind.Array } denied
            && denied.EnumerateArray().Any(d => d.ValueKind == JsonValueKind.String && d.ValueEquals(name))
            ? $"AWS refused to tell the bucket’s {what}."
            : $"The bucket’s {what} has not been read.";

    /// <summary>In a sentence, what would let a fact be known.</summary>
    public static string Needed(string permission) =>
        $"A reading of the bucket’s facts with {permission}; each scan is followed by the reading of a bounded number of buckets.";

    internal static string? Problem(JsonElement? facts) =>
        Member(facts, BucketPolicy.ProblemFact) is { ValueKind: JsonValueKind.String } told ? told.GetString() : null;
}
