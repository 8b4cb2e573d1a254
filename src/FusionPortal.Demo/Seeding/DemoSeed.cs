using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Templates;
using FusionPortal.Demo.Identity;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Demo.Seeding;

/// <summary>
/// What the portal's own records say of the demo estate. Written through the portal's use cases as the personas, so that names, dates and
/// the audit trail are as real as if they had clicked. Nothing is written twice: a start that was killed half-way goes on where it was.
/// </summary>
internal static class DemoSeed
{
    private static readonly Actor Ana = ActorOf("ana.ruiz");
    private static readonly Actor Marek = ActorOf("marek.novak");

    public static async Task PlantAsync(string portalConnectionString, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFusionPortalCore(portalConnectionString);
        await using var portal = services.BuildServiceProvider();

        var estate = DemoEstate.Create();
        await portal.GetRequiredService<ImportTemplates>().ExecuteAsync(Actor.System, cancellationToken);
        await OrganizationsAsync(portal, estate, cancellationToken);
        await RunsAsync(ActivatorUtilities.CreateInstance<RunWork>(portal), estate, cancellationToken);
    }

    private static async Task OrganizationsAsync(IServiceProvider portal, DemoEstate estate, CancellationToken cancellationToken)
    {
        var known = await portal.GetRequiredService<OrganizationQueries>().RecordsAsync(cancellationToken);
        var missing = estate.Clients.ExceptBy(known.Select(organization => organization.OrgId), client => client.OrgId);
        var create = portal.GetRequiredService<CreateOrganization>();
        foreach (var (number, client) in missing.Index())
            await create.ExecuteAsync(
                new CreateOrganizationRequest(client.OrgId, client.Title, Enum.Parse<EnvironmentKind>(client.Environment)),
                number % 2 == 0 ? Ana : Marek, cancellationToken);
    }

    private static async Task RunsAsync(RunWork work, DemoEstate estate, CancellationToken cancellationToken)
    {
        var clients = estate.Clients.ToDictionary(client => client.OrgId);
        string Named(string kind, string orgId) => estate.Captured.First(c => c.Kind == kind && c.OrgId == orgId).Name;
        var vpc =
            estate.Estate.All.First(
            resource => resource.Arn.Contains($":ec2:{DemoEstate.UsEast}:{DemoEstate.ProductionAccount}:vpc/", StringComparison.Ordinal));

        await work.SharedResourceAsync(
            "vpc", "POS network in us-east-1", Marek,
            DemoChecklists.Vpc(
                DemoEstate.UsEast, vpc.Arn[(vpc.Arn.LastIndexOf('/') + 1)..], vpc.Tags.First(tag => tag.Key == "Name").Value),
                cancellationToken);
        await work.SharedResourceAsync("ec2-instance", "Another host for us-east-1", Marek, DemoChecklists.Host(), cancellationToken);

        // Both found the conventional bucket name taken; what they recorded is why their buckets are no findings.
        var juniper = clients["juniper"];
        await work.InstallAsync(
            juniper.OrgId, Ana,
            [
                .. DemoChecklists.PreInstall(juniper, "Dana Whitfield", "Harbor Street"),
                .. DemoChecklists.SharedDatabase(juniper, Named("rds-instance", juniper.OrgId), "FPM-20418"),
                .. DemoChecklists.SharedHost(juniper, Named("ec2-instance", juniper.OrgId)),
                .. DemoChecklists.AwsResources(juniper, "FPM-20421"),
            ],
            cancellationToken);
        var sunfield = clients["sunfield"];
        await work.InstallAsync(
            sunfield.OrgId, Marek,
            [
                .. DemoChecklists.PreInstall(sunfield, "Lee Okafor", "Farm Road"),
                .. DemoChecklists.SharedDatabase(sunfield, Named("rds-instance", sunfield.OrgId), "FPM-20430"),
                .. DemoChecklists.SharedHost(sunfield, Named("ec2-instance", sunfield.OrgId)),
                .. DemoChecklists.AwsResources(sunfield, "FPM-20433"),
            ],
            cancellationToken);
        var saltlane = clients["saltlane"];
        await work.InstallAsync(
            saltlane.OrgId, Marek,
            [
                .. DemoChecklists.PreInstall(saltlane, "Ida Brandt", "Pier"),
                .. DemoChecklists.SharedDatabase(saltlane, Named("rds-instance", saltlane.OrgId), "FPM-20436", zone: "b"),
                .. DemoChecklists.SharedHost(saltlane, Named("ec2-instance", saltlane.OrgId), zone: "b"),
            ],
            cancellationToken);

        // Both record the user by its conventional name, which it never got.
        foreach (var (org, signedOffBy, store, entry) in (IEnumerable<(string, string, string, string)>)
            [("orchardco", "Nia Okoro", "Orchard Lane", "FPM-20441"), ("peakbikes", "Jan Vos", "Summit Road", "FPM-20444")])
            await work.InstallAsync(
                org, Ana, [.. DemoChecklists.PreInstall(clients[org], signedOffBy, store), .. DemoChecklists.AwsResourcesAsUsual(entry)],
                cancellationToken);

        // Tenants on hosts of the other kind of account.
        foreach (var (org, signedOffBy, store, host) in (IEnumerable<(string, string, string, string)>)
            [("kiteqa", "Marek Novak", "Test Street", "POS03"), ("oakgrocer", "Lena Fischer", "Oak Street", "POS52")])
            await work.InstallAsync(
                org, Marek,
                [.. DemoChecklists.PreInstall(clients[org], signedOffBy, store), .. DemoChecklists.SharedHost(clients[org], host).Take(3)],
                cancellationToken);

        // Waits for a database instance that somebody else is making.
        var pinepost = clients["pinepost"];
        var waiting = await work.InstallAsync(
            pinepost.OrgId, Ana,
            [.. DemoChecklists.PreInstall(pinepost, "Sam Iverson", "Pine Street"), .. DemoChecklists.NewDatabaseInstance(),
                .. DemoChecklists.SharedHost(pinepost, "POS03").Take(3)],
            cancellationToken);
        await work.AwaitedAsync(waiting, "rds", Marek, DemoChecklists.DatabaseInstance(pinepost.Region), cancellationToken);

        await work.InstallAsync("cedarstage", Marek, DemoChecklists.SignedOff("Robin Castle"), cancellationToken);
    }

    private static Actor ActorOf(string subjectId)
    {
        var persona = Persona.People.First(person => person.SubjectId == subjectId);
        return new Actor(persona.SubjectId, persona.Name, new HashSet<Role> { Role.Installer });
    }
}
