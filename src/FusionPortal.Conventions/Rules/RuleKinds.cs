using System.Collections.Frozen;

namespace FusionPortal.Conventions.Rules;

/// <summary>Every kind of rule that a book may use: the classes of this assembly that derive from <see cref="RuleKind"/>.</summary>
public static class RuleKinds
{
    /// <summary>In ordinal order of their words.</summary>
    public static IReadOnlyList<RuleKind> All { get; } =
    [
        .. typeof(RuleKind).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(RuleKind)))
            .Select(t => (RuleKind)Activator.CreateInstance(t)!)
            .OrderBy(r => r.Word, StringComparer.Ordinal),
    ];

    /// <summary>By the word a book writes behind <c>check:</c>.</summary>
    public static IReadOnlyDictionary<string, RuleKind> ByWord { get; } =
        new OrderedDictionary<string, RuleKind>(All.Select(r => KeyValuePair.Create(r.Word, r)), StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, RuleKind> ByType = All.ToFrozenDictionary(r => r.GetType());

    /// <summary>The rule of that class.</summary>
    public static TRule Of<TRule>()
        where TRule : RuleKind => (TRule)ByType[typeof(TRule)];

    /// <summary>A category as the heading above its conventions.</summary>
    public static string Title(RuleCategory category) => category switch
    {
        RuleCategory.Environment => "Environments",
        RuleCategory.Name => "Names",
        RuleCategory.Tag => "Tags",
        RuleCategory.Configuration => "Configuration",
        RuleCategory.People => "People",
        RuleCategory.Record => "Clients and accounts",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "A category without a heading."),
    };
}
