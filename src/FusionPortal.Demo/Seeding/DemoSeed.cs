using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;
using FusionPortal.Demo.Identity;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Demo.Seeding;

/// <summary>
/// What the portal's own records say of the demo estate. Written through the portal's use cases as the personas, so that names, dates and the
/// audit trail are as real as if they had clicked. Each part looks first whether it is there: a start that was killed half-way goes on, and what
/// people changed since stays.
/// </summary>
internal static class DemoSeed
{
    public static async Task PlantAsync(string portalConnectionString, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFusionPortalCore(portalConnectionString);
        await using var portal = services.BuildServiceProvider();

        await OrganizationsAsync(portal, cancellationToken);
    }

    private static async Task OrganizationsAsync(IServiceProvider portal, CancellationToken cancellationToken)
    {
        var known = await portal.GetRequiredService<OrganizationQueries>().RecordsAsync(cancellationToken);
        var missing = DemoEstate.Create().Clients.ExceptBy(known.Select(organization => organization.OrgId), client => client.OrgId);
        var create = portal.GetRequiredService<CreateOrganization>();
        foreach (var (number, client) in missing.Index())
            await create.ExecuteAsync(
                new CreateOrganizationRequest(client.OrgId, client.Title, Enum.Parse<EnvironmentKind>(client.Environment)),
                ActorOf(number % 2 == 0 ? "ana.ruiz" : "marek.novak", Role.Installer),
                cancellationToken);
    }

    private static Actor ActorOf(string subjectId, Role role)
    {
        var persona = Persona.People.First(person => person.SubjectId == subjectId);
        return new Actor(persona.SubjectId, persona.Name, new HashSet<Role> { role });
    }
}
