namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>Every planter and scenario: the classes of this assembly that derive from <see cref="Planting"/>.</summary>
internal static class Plantings
{
    /// <summary>In ordinal order of their names, so that the fleet is the same in every run.</summary>
    public static IReadOnlyList<Planting> All { get; } =
    [
        .. typeof(Planting).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Planting)))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (Planting)Activator.CreateInstance(t)!),
    ];

    public static IReadOnlyList<Planter> OfConventions { get; } = [.. All.OfType<Planter>()];
}
