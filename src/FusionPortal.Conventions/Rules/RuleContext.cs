using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;
using FusionPortal.Conventions.Evaluation;

namespace FusionPortal.Conventions.Rules;

/// <summary>What a convention is judged with.</summary>
/// <param name="Day">The day it is judged on; null where nobody said one.</param>
internal sealed record RuleContext(
    Convention Convention, ConventionBook Book, PortalRecords Records, EnvironmentWordFinder Words, DateOnly? Day);

/// <summary>What was seen of the whole estate.</summary>
/// <param name="Unrecorded">Organizations that resources name and nobody has recorded, by ID.</param>
/// <param name="TagsPending">Whether some resource's tags are not known, so that it may name an organization nobody has heard of.</param>
/// <param name="Collectors">One of each class that the book's rules asked for.</param>
internal sealed record SeenEstate(
    PortalRecords Records, ScanReach Reach, OrganizationPresence Presence, IReadOnlyList<SeenOrganization> Unrecorded, bool TagsPending,
    IReadOnlyList<ResourceCollector> Collectors)
{
    /// <summary>What the rule's <see cref="EstateRule.NewCollector"/> has seen.</summary>
    public T Collected<T>()
        where T : ResourceCollector => Collectors.OfType<T>().Single();
}
