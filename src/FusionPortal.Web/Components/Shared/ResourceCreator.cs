using System.Globalization;
using System.Text.Json;
using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Findings;

namespace FusionPortal.Web.Components.Shared;

/// <summary>What is known of who made a resource.</summary>
public enum CreatorKnowledge
{
    /// <summary>Nobody has asked CloudTrail yet; a pass after a scan will.</summary>
    NotAsked,

    /// <summary>CloudTrail was asked and does not know, or the finding is older than it remembers.</summary>
    Forgotten,

    Known,
}

/// <summary>Who made a resource, as CloudTrail told and the scan keeps it beside the resource's facts.</summary>
/// <param name="Name">User or role session name; text from AWS.</param>
/// <param name="Arn">The principal; text from AWS.</param>
/// <param name="IsRoot">Made by a person with the account's root user.</param>
/// <param name="Event">For example CreateBucket.</param>
/// <param name="By">What kind of somebody; unknown where it was read by an older version.</param>
public sealed record ResourceCreator(
    CreatorKnowledge Knowledge, string? Name = null, string? Arn = null, bool IsRoot = false, string? Event = null,
    DateTimeOffset? At = null,
    CreatorKind By = CreatorKind.Unknown)
{
    /// <summary>What kind of somebody, where the name alone would mislead; null for people and for what nobody knows.</summary>
    public string? ByText => By switch
    {
        CreatorKind.Root => "Root user",
        CreatorKind.CentralRoot => "Central root access of the organization, not the account's root user",
        CreatorKind.Service => "AWS service, on somebody's behalf or by itself",
        CreatorKind.ServiceLinkedRole => "AWS service, in its service-linked role",
        CreatorKind.OtherAccount => "Another AWS account",
        CreatorKind.IdentityCenterUser => "Identity Center user",
        CreatorKind.Federated => "Federated user",
        _ => IsRoot ? "Root user" : null,
    };

    /// <summary>CloudTrail's event history reaches no further back.</summary>
    public static TimeSpan Remembered { get; } = TimeSpan.FromDays(90);

    /// <returns>Null where the subject is not a resource: nobody makes an organization in AWS.</returns>
    public static ResourceCreator? Of(FindingDetail detail, DateTimeOffset now) =>
        detail.Row.Subject.StartsWith("arn:", StringComparison.Ordinal) ? Of(detail.Facts, detail.Row.FirstSeenAt, now) : null;

    /// <param name="told">What is known of the resource; null where nothing is.</param>
    /// <param name="firstSeenAt">When it was first heard of.</param>
    /// <param name="now">The moment.</param>
    public static ResourceCreator Of(JsonElement? told, DateTimeOffset firstSeenAt, DateTimeOffset now)
    {
        if (told is not { ValueKind: JsonValueKind.Object } facts || !facts.TryGetProperty("creator", out var creator))
            return new(now - firstSeenAt > Remembered ? CreatorKnowledge.Forgotten : CreatorKnowledge.NotAsked);
        if (creator.ValueKind != JsonValueKind.Object) return new(CreatorKnowledge.Forgotten);
        var arn = Text(creator, "arn");
        return new(
            CreatorKnowledge.Known, Text(creator, "name") ?? arn ?? "unnamed", arn,
            creator.TryGetProperty("isRoot", out var root) && root.ValueKind == JsonValueKind.True, Text(creator, "event"),
            DateTimeOffset.TryParse(Text(creator, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
                : null,
            Enum.TryParse<CreatorKind>(Text(creator, "by"), out var by) ? by : CreatorKind.Unknown);
    }

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 }
            text ? text : null;
}
