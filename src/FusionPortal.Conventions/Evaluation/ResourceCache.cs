using FusionPortal.Conventions.Policies;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// What several conventions need of the resource being judged, worked out at most once: its name and its organization tag as they may be
/// shown, and its policy as read. One per session, reused from resource to resource.
/// </summary>
internal sealed class ResourceCache
{
    private Observation? _resource;
    private string? _name;
    private string? _tagKey;
    private string? _tagValue;
    private string _tag = "";
    private BucketPolicy? _policy;

    public string Name(Observation resource)
    {
        Turn(resource);
        return _name ??= RedactedText.Of(resource.Name);
    }

    public string Tag(Observation resource, string key, string? value)
    {
        Turn(resource);
        if (ReferenceEquals(_tagKey, key) && ReferenceEquals(_tagValue, value)) return _tag;
        (_tagKey, _tagValue, _tag) = (key, value, RedactedText.OfTag(key, value));
        return _tag;
    }

    /// <summary>A bucket's policy.</summary>
    public BucketPolicy Policy(Observation resource)
    {
        Turn(resource);
        return _policy ??= BucketPolicy.Of(resource.Facts);
    }

    private void Turn(Observation resource)
    {
        if (ReferenceEquals(_resource, resource)) return;
        (_resource, _name, _tagKey, _tagValue, _policy) = (resource, null, null, null, null);
    }
}
