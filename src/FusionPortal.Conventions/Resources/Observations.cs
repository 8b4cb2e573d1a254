using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Secrets;

namespace FusionPortal.Conventions.Resources;

/// <summary>Builds observations from what AWS answers.</summary>
public static class Observations
{
    private static readonly string[] GlobalServices = ["iam", "route53", "cloudfront", "organizations", "sts", "waf", "globalaccelerator"];

    /// <summary>
    /// An observation of one resource, in whose tags <see cref="WithheldText"/> stands for every secret. Never throws:
    /// a text that is no ARN becomes a resource of kind <see cref="OtherResource.Kind"/> named by that text.
    /// </summary>
    /// <param name="arn">The ARN as AWS sent it.</param>
    /// <param name="accountId">The account that was read; used where the ARN names none, as S3's do not.</param>
    /// <param name="region">The region that was read; used where the ARN names none, except for global services.</param>
    /// <param name="tags">As AWS sent them.</param>
    /// <param name="facts">Service-specific; the one of <see cref="ResourceKind.NameFact"/> names a resource whose ARN holds an id.</param>
    public static Observation From(
        string arn, string accountId, string region, IReadOnlyDictionary<string, string> tags, JsonElement? facts = null)
    {
        tags = WithoutSecrets(tags);
        if (!ResourceArn.TryParse(arn, out var parsed))
            return new(arn, OtherResource.Kind, arn, accountId, region, tags, facts);

        return new(
            arn,
            parsed.Kind,
            parsed.NameIsId ? GivenName(parsed, tags, facts) ?? parsed.Name : parsed.Name,
            parsed.AccountId.Length > 0 ? parsed.AccountId : accountId,
            parsed.Region.Length > 0 || GlobalServices.Contains(parsed.Service) ? parsed.Region : region,
            tags,
            facts);
    }

    /// <summary>Whether nobody has named the resource: AWS knows it by an id only, and neither tag nor fact gives a name.</summary>
    public static bool IsUnnamed(Observation observation) =>
        // The look-up last: few names are the end of their ARN after a slash.
        observation.Arn.Length > observation.Name.Length
        && observation.Arn[^(observation.Name.Length + 1)] == '/'
        && observation.Arn.EndsWith(observation.Name, StringComparison.Ordinal)
        && ResourceKinds.Of(observation.Kind).Arn.NamesId;

    // Nearly no resource has a secret in its tags, so nearly none needs a copy.
    private static IReadOnlyDictionary<string, string> WithoutSecrets(IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
            if (SecretGuard.InspectPair(key, value) is not null) return new TagCollection(tags.Select(Withheld));
        return tags;
    }

    private static KeyValuePair<string, string> Withheld(KeyValuePair<string, string> tag)
    {
        var key = SecretGuard.Inspect(tag.Key) is { } inKey ? WithheldText.For(inKey) : tag.Key;
        return KeyValuePair.Create(key, SecretGuard.InspectPair(key, tag.Value) is { } inValue ? WithheldText.For(inValue) : tag.Value);
    }

    private static string? GivenName(ResourceArn arn, IReadOnlyDictionary<string, string> tags, JsonElement? facts)
    {
        var fact = Fact(facts, ResourceKinds.Of(arn.Kind).NameFact);
        if (fact is not null) return fact;
        return tags.TryGetValue("Name", out var name) && !string.IsNullOrWhiteSpace(name) ? name : null;
    }

    private static string? Fact(JsonElement? facts, string property) =>
        facts is { ValueKind: JsonValueKind.Object } element
        && element.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()
            : null;
}
