namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// What rules that judge a resource by others remember of one estate. Each session has its own, one of each class however many rules use
/// it; what it was told is in <see cref="Rules.SeenEstate.Collected{T}"/> once everything was seen. Not thread-safe.
/// </summary>
/// <remarks>
/// It keeps what its rules judge with, not the observations: an estate has a million resources. Everything it keeps has to be the same in
/// whatever order resources come, and a resource that two targets show has to count once.
/// </remarks>
public abstract class ResourceCollector
{
    /// <summary>The kinds it wants to see; none where the records leave nothing to judge. Other kinds cost nothing.</summary>
    internal abstract IReadOnlyList<string> Kinds { get; }

    /// <summary>Told of every resource of its kinds.</summary>
    /// <returns>Whether a verdict about this very resource may follow once everything was seen.</returns>
    internal abstract bool Add(in ResourceView view);
}
