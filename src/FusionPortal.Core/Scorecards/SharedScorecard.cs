using FusionPortal.Core.Findings;
using FusionPortal.Core.SharedResources;

namespace FusionPortal.Core.Scorecards;

/// <summary>Everything the portal knows of one shared resource now.</summary>
/// <param name="Resource">Itself, with its checklist and those whose installs name it.</param>
/// <param name="Tenants">Clients whose installs stand on it, themselves or through another shared resource; by organization ID.</param>
/// <param name="Outputs">What it publishes, in the order of its checklist; empty until that is complete.</param>
/// <param name="Matches">What its checklist means in AWS: one where it can be told, several where a name leaves it open.</param>
/// <param name="StandsOn">Shared resources it stands on itself, and those these stand on.</param>
/// <param name="Carries">Other shared resources that stand on it, the nearest first, each with what it does so through.</param>
/// <param name="Links">Every arrow between it, what it stands on and what it carries.</param>
/// <param name="Capacity">How much it carries and what is known of how much it holds.</param>
/// <param name="Held">What its own checklist recorded, beside what AWS shows; contradictions first.</param>
/// <param name="Findings">The worst open ones about it, at most <see cref="SharedScorecardQueries.FindingsShown"/>.</param>
/// <param name="Open">How many findings about it are open.</param>
public sealed record SharedScorecard(
    SharedResourceDetail Resource, IReadOnlyList<TenantOf> Tenants, IReadOnlyList<PublishedValue> Outputs,
    IReadOnlyList<MatchedResource> Matches, IReadOnlyList<StoodOn> StandsOn, IReadOnlyList<StoodOn> Carries,
    IReadOnlyList<StandsOnLink> Links, SharedCapacity Capacity, IReadOnlyList<HeldValue> Held,
    IReadOnlyList<FindingRow> Findings, long Open)
{
    /// <summary>Clients whose own install names it.</summary>
    public int Direct => Tenants.Count(t => t.IsDirect);
}

/// <summary>A client whose install stands on the resource.</summary>
/// <param name="Tenant">Its link to the resource, or to the one through which it stands on it.</param>
/// <param name="On">The shared resources of this page that its install names itself.</param>
/// <param name="IsDirect">Whether this resource is among them.</param>
/// <param name="Sites">How many sites its install lists; null until it lists any.</param>
/// <param name="Allowed">Whether the book wants its environment in the account the resource is in; true where that is not known.</param>
public sealed record TenantOf(
    TenantRow Tenant, ClientHealth Health, bool Allowed, IReadOnlyList<Guid> On, bool IsDirect, int? Sites);

/// <summary>How much a shared resource carries, and what is known of how much it holds. No limit is recorded anywhere.</summary>
/// <param name="Sites">Listed by the installs of the clients it carries.</param>
/// <param name="Unlisted">Clients whose install has not listed its sites.</param>
/// <param name="Sizes">What AWS shows of its size; empty where it is not known which resource it is.</param>
/// <param name="SeenAt">When that was read; null where it was not.</param>
/// <param name="Unseen">What no reading tells, as a sentence; null for a kind of which size is not asked.</param>
public sealed record SharedCapacity(
    int Sites, int Unlisted, IReadOnlyList<ShownSize> Sizes, DateTimeOffset? SeenAt, string? Unseen);

/// <summary>One thing AWS shows of a size.</summary>
/// <param name="Label">For people, inside a sentence: "instance type".</param>
/// <param name="Value">Null where AWS has not told it.</param>
public sealed record ShownSize(string Label, string? Value);

/// <summary>A value its complete checklist publishes.</summary>
/// <param name="Label">The field's, for people.</param>
/// <param name="Value">As people read it: an option's label.</param>
/// <param name="Takers">Checklists that link it and take this value over, by title.</param>
public sealed record PublishedValue(string Id, string Label, string Value, IReadOnlyList<OutputTaker> Takers);

/// <summary>A checklist that takes an output over.</summary>
public sealed record OutputTaker(Guid RunId, string Title);

/// <summary>A resource in AWS that the checklist may mean.</summary>
public sealed record MatchedResource(
    string Arn, string Kind, string Name, string AccountId, string Account, string Region, DateTimeOffset? LastSeenAt);
