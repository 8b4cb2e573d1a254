using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>The book's patterns of names by kind of resource. Looking a name up allocates nothing. Immutable.</summary>
internal sealed class BookPatterns(ConventionBook book)
{
    private readonly Dictionary<string, NamePattern[]> _byKind = book.Names.Where(n => n.Kind is not null).GroupBy(n => n.Kind!)
        .ToDictionary(g => g.Key, g => g.Select(n => n.Pattern).ToArray(), StringComparer.Ordinal);

    /// <summary>Whether the resource is named as the book says for its kind.</summary>
    public bool Match(Observation resource)
    {
        if (!_byKind.TryGetValue(resource.Kind, out var patterns)) return false;
        foreach (var pattern in patterns)
            if (pattern.IsMatch(resource.Name)) return true;
        return false;
    }

    /// <summary>Whether its name begins as one of the book's does: it was probably meant to follow it.</summary>
    public bool Resemble(Observation resource)
    {
        if (!_byKind.TryGetValue(resource.Kind, out var patterns)) return false;
        foreach (var pattern in patterns)
            if (NearestName.Resembles(pattern, resource.Name)) return true;
        return false;
    }
}
