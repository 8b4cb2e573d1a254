using System.Text.Json;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Who created a resource, from its facts: the member <c>creator</c>, an object, or null where CloudTrail was asked and does not
/// know.</summary>
internal readonly record struct Creator(bool LookedUp, string? Name, string? Arn, bool IsRoot, string? Event, string? At)
{
    public static Creator Of(in ResourceView view)
    {
        if (view.Resource.Facts is not { ValueKind: JsonValueKind.Object } facts || !facts.TryGetProperty("creator", out var creator))
            return default;
        return creator.ValueKind != JsonValueKind.Object
            ? new(true, null, null, false, null, null)
            : new(
                true, Text(creator, "name") ?? Text(creator, "arn") ?? "unnamed", Text(creator, "arn"),
                creator.TryGetProperty("isRoot", out var root)
                    && root.ValueKind == JsonValueKind.True, Text(creator, "event"), Text(creator, "at"));
    }

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
