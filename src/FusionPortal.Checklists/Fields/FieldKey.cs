using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Fields;

/// <summary>A key of a template's field that goes only with the types that name it in <see cref="FieldType.Keys"/>.</summary>
/// <param name="Word">As templates write it.</param>
/// <param name="IsSet">Whether a field has it.</param>
public sealed record FieldKey(string Word, Func<FieldDefinition, bool> IsSet)
{
    public static FieldKey Options { get; } = new("options", f => f.Options.Count > 0);

    public static FieldKey MinLength { get; } = new("min-length", f => f.MinLength is not null);

    public static FieldKey MaxLength { get; } = new("max-length", f => f.MaxLength is not null);

    public static FieldKey Pattern { get; } = new("pattern", f => f.Pattern is not null);

    public static FieldKey NamePattern { get; } = new("name-pattern", f => f.NamePattern is not null);

    public static FieldKey Min { get; } = new("min", f => f.Min is not null);

    public static FieldKey Max { get; } = new("max", f => f.Max is not null);

    public static FieldKey Decimals { get; } = new("decimals", f => f.Decimals != 0);

    public static FieldKey Unit { get; } = new("unit", f => f.Unit is not null);

    public static FieldKey InRegionOf { get; } = new("in-region-of", f => f.InRegionOf is not null);

    public static FieldKey Compute { get; } = new("compute", f => f.Compute?.Pattern is not null);

    public static FieldKey Name { get; } = new("name", f => (f.Compute?.Name ?? f.FollowsName) is not null);

    public static FieldKey Feeds { get; } = new("feeds", f => f.Feeds.Count > 0);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FieldKey> All { get; } =
        [Options, MinLength, MaxLength, Pattern, NamePattern, Min, Max, Decimals, Unit, InRegionOf, Compute, Name, Feeds];
}
