namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// What may be shown of the resource being judged: its name and its organization tag, each judged for secrets at most once however many
/// conventions tell of them. One per session, reused from resource to resource.
/// </summary>
internal sealed class RedactedTextCache
{
    private Observation? _resource;
    private string? _name;
    private string? _tagKey;
    private string? _tagValue;
    private string _tag = "";

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

    private void Turn(Observation resource)
    {
        if (ReferenceEquals(_resource, resource)) return;
        (_resource, _name, _tagKey, _tagValue) = (resource, null, null, null);
    }
}
