using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Templates;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Demo.Seeding;

/// <summary>
/// What the portal's own records say of the demo estate. Written through the portal's use cases as the personas, so that names, dates and
/// the audit trail are as real as if they had clicked. Nothing is written twice: a start that was killed half-way goes on where it was.
/// </summary>
internal static class DemoSeed
{
    private static readonly DateOnly SignedOffOn = new(2026, 11, 2);

    /// <param name="hasPast">Whether the database holds the demo's past, in which checklists were worked on days of their own: those stay
    /// as they are, and only what that past does not know yet is added.</param>
    public static async Task PlantAsync(string portalConnectionString, CancellationToken cancellationToken, bool hasPast = false)
    {
        await using var portal = Portal(portalConnectionString);
        var estate = DemoEstate.Create();
        await portal.GetRequiredService<ImportTemplates>().ExecuteAsync(Actor.System, cancellationToken);
        await OrganizationsAsync(portal, estate.Clients, cancellationToken);
        var work = ActivatorUtilities.CreateInstance<RunWork>(portal);
        foreach (var each in new DemoWorks(estate, SignedOffOn).All)
            if (!hasPast || !await work.HasStartedAsync(each.About, cancellationToken)) await each.DoAsync(work, cancellationToken);
    }

    /// <summary>The portal's use cases, without its jobs.</summary>
    public static ServiceProvider Portal(string portalConnectionString) =>
        new ServiceCollection().AddLogging().AddFusionPortalCore(portalConnectionString).BuildServiceProvider();

    /// <summary>Records those of the clients that nobody has recorded.</summary>
    public static async Task OrganizationsAsync(
        IServiceProvider portal, IEnumerable<DemoClient> clients, CancellationToken cancellationToken)
    {
        var known = await portal.GetRequiredService<OrganizationQueries>().RecordsAsync(cancellationToken);
        var missing = clients.ExceptBy(known.Select(organization => organization.OrgId), client => client.OrgId);
        var create = portal.GetRequiredService<CreateOrganization>();
        foreach (var (number, client) in missing.Index())
            await create.ExecuteAsync(
                new CreateOrganizationRequest(client.OrgId, client.Title, Enum.Parse<EnvironmentKind>(client.Environment)),
                number % 2 == 0 ? DemoWorks.Ana : DemoWorks.Marek, cancellationToken);
    }
}
