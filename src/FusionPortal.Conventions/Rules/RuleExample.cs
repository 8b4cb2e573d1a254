namespace FusionPortal.Conventions.Rules;

/// <summary>A small estate that shows what a rule makes of it.</summary>
/// <param name="Why">What is right or wrong with it, in a sentence.</param>
/// <param name="Resources">All there is.</param>
public sealed record RuleExample(string Why, params IReadOnlyList<Observation> Resources)
{
    /// <summary>The clients that are recorded.</summary>
    public IReadOnlyList<OrganizationRecord> Clients { get; init; } = ExampleEstate.Clients;

    /// <summary>The accounts that are known.</summary>
    public IReadOnlyList<AccountRecord> Accounts { get; init; } = ExampleEstate.Accounts;

    /// <summary>What people captured of resources.</summary>
    public IReadOnlyList<CapturedResource> Captured { get; init; } = [];

    /// <summary>What the portal knows.</summary>
    public PortalRecords Records => new(Clients, Accounts) { Captured = new CapturedResources(Captured) };
}
