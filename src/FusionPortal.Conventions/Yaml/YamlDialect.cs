using System.Collections.ObjectModel;

namespace FusionPortal.Conventions.Yaml;

/// <summary>
/// How texts of one format are read. There is one dialect for books and templates; the earlier ones are for texts that are stored already
/// and keep their meaning.
/// </summary>
public sealed record YamlDialect
{
    private YamlDialect()
    {
    }

    /// <summary>Books since format 3 and templates since format 2.</summary>
    public static YamlDialect Now { get; } = new();

    /// <summary>Books of formats 1 and 2.</summary>
    public static YamlDialect FirstBooks { get; } = new() { TakesTypeTags = true, TakesBlankText = true };

    /// <summary>Templates of format 1.</summary>
    public static YamlDialect FirstTemplates { get; } = new()
    {
        YesNo = Words(("true", true), ("false", false)),
        KeepsSpaces = true,
        OneTextIsAList = false,
    };

    /// <summary>The words for yes and no.</summary>
    public IReadOnlyDictionary<string, bool> YesNo { get; private init; } = Words(("yes", true), ("no", false));

    /// <summary>Whether spaces around a text belong to it.</summary>
    public bool KeepsSpaces { get; private init; }

    /// <summary>Whether one text may stand where a list of texts is expected.</summary>
    public bool OneTextIsAList { get; private init; } = true;

    /// <summary>Whether a text of spaces alone counts as given.</summary>
    public bool TakesBlankText { get; private init; }

    /// <summary>Whether YAML's tags, <c>!!str</c>, are passed over instead of refused.</summary>
    public bool TakesTypeTags { get; private init; }

    private static ReadOnlyDictionary<string, bool> Words(params (string Word, bool Value)[] words) =>
        new(words.ToDictionary(w => w.Word, w => w.Value, StringComparer.Ordinal));
}
