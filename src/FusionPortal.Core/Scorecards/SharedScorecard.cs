using FusionPortal.Core.Findings;
using FusionPortal.Core.SharedResources;

namespace FusionPortal.Core.Scorecards;

/// <summary>Everything the portal knows of one shared resource now.</summary>
/// <param name="Resource">Itself, with its checklist and those whose installs name it.</param>
/// <param name="Outputs">What it publishes, in the order of its checklist; empty until that is complete.</param>
/// <param name="Matches">What its checklist means in AWS: one where it can be told, several where a name leaves it open.</param>
/// <param name="StandsOn">Shared resources it stands on itself, and those these stand on.</param>
/// <param name="Carries">Other shared resources that stand on it, by name.</param>
/// <param name="Held">What its own checklist recorded, beside what AWS shows; contradictions first.</param>
/// <param name="Findings">The worst open ones about it, at most <see cref="SharedScorecardQueries.FindingsShown"/>.</param>
/// <param name="Open">How many findings about it are open.</param>
public sealed record SharedScorecard(
    SharedResourceDetail Resource, IReadOnlyList<TenantOf> Tenants, IReadOnlyList<PublishedValue> Outputs,
    IReadOnlyList<MatchedResource> Matches, IReadOnlyList<StoodOn> StandsOn, IReadOnlyList<StoodOn> Carries,
    IReadOnlyList<HeldValue> Held, IReadOnlyList<FindingRow> Findings, long Open);

/// <summary>A client whose install names the resource.</summary>
/// <param name="Allowed">Whether the book wants its environment in the account the resource is in; true where that is not known.</param>
public sealed record TenantOf(TenantRow Tenant, ClientHealth Health, bool Allowed);

/// <summary>A value its complete checklist publishes.</summary>
/// <param name="Label">The field's, for people.</param>
/// <param name="Value">As people read it: an option's label.</param>
/// <param name="TakenBy">How many checklists that link it take this value over.</param>
public sealed record PublishedValue(string Id, string Label, string Value, int TakenBy);

/// <summary>A resource in AWS that the checklist may mean.</summary>
public sealed record MatchedResource(
    string Arn, string Kind, string Name, string AccountId, string Account, string Region, DateTimeOffset? LastSeenAt);
