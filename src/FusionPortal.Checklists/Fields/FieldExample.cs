using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Fields;

/// <summary>What people may type into a field of a type, and what becomes of it. Documents and tests read it.</summary>
/// <param name="Typed">Null for a type whose values nobody types.</param>
/// <param name="Stored">Its canonical form.</param>
/// <param name="Refused">What is refused, with words that say why.</param>
public sealed record FieldExample(string? Typed, string Stored, string Refused)
{
    /// <summary>As people read it, where that is not what is stored.</summary>
    public string? Shown { get; init; }

    /// <summary>A canonical value that means something else; null where there is only one value.</summary>
    public string? Another { get; init; }

    /// <summary>A canonical value that is written otherwise and means the same; null where the same is always written alike.</summary>
    public string? AlsoSame { get; init; }

    /// <summary>What a field of the type cannot do without, for example the options of a choice.</summary>
    public Func<FieldDefinition, FieldDefinition> With { get; init; } = field => field;
}
