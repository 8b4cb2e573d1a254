namespace FusionPortal.Checklists.Fields;

/// <summary>Every type of field: the classes of this assembly that derive from <see cref="FieldType"/>.</summary>
public static class FieldTypes
{
    /// <summary>In ordinal order of their words.</summary>
    public static IReadOnlyList<FieldType> All { get; } =
    [
        .. typeof(FieldType).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(FieldType)))
            .Select(t => (FieldType)Activator.CreateInstance(t)!)
            .OrderBy(t => t.Word, StringComparer.Ordinal),
    ];

    /// <summary>By the word of templates.</summary>
    public static IReadOnlyDictionary<string, FieldType> ByWord { get; } = All.ToDictionary(t => t.Word, StringComparer.Ordinal);

    /// <summary>By the name of the API.</summary>
    public static IReadOnlyDictionary<string, FieldType> ByName { get; } = All.ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>The one instance of a type.</summary>
    public static FieldType Of<T>()
        where T : FieldType => All.First(t => t is T);
}
