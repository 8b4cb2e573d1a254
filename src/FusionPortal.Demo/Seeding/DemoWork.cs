using FusionPortal.Core;
using FusionPortal.Demo.Identity;
using FusionPortal.Simulator.Estate.Demo;

namespace FusionPortal.Demo.Seeding;

/// <summary>One checklist that is worked in the demo.</summary>
/// <param name="About">What its first command is about, as <see cref="Seeding.About"/> says it.</param>
/// <param name="Days">What was done on each day it was worked, the first of which starts it. To do one again changes nothing.</param>
internal sealed record DemoWork(string About, params IReadOnlyList<Func<RunWork, CancellationToken, Task>> Days)
{
    /// <summary>Works it as far as it has come.</summary>
    public async Task DoAsync(RunWork work, CancellationToken cancellationToken)
    {
        foreach (var day in Days) await day(work, cancellationToken);
    }
}

/// <summary>All checklists of the demo.</summary>
/// <param name="signedOffOn">When clients signed their IDs off.</param>
internal sealed class DemoWorks(DemoEstate estate, DateOnly signedOffOn)
{
    public static readonly Actor Ana = Persona.Of("ana.ruiz").As(Role.Installer);
    public static readonly Actor Marek = Persona.Of("marek.novak").As(Role.Installer);

    private readonly Dictionary<string, DemoClient> _clients = estate.Clients.ToDictionary(client => client.OrgId);

    public IReadOnlyList<DemoWork> All =>
    [
        Vpc(),
        new(About.Shared("ec2-instance", "Another host for us-east-1"), (work, cancellationToken) =>
            work.SharedResourceAsync("ec2-instance", "Another host for us-east-1", Marek, DemoChecklists.Host(), cancellationToken)),
        // This one and the next found the conventional bucket name taken; what they recorded is why their buckets are no findings.
        Juniper(),
        Install("sunfield", Marek, (client, on) =>
        [
            .. DemoChecklists.PreInstall(client, "Lee Okafor", on, "Farm Road"),
            .. DemoChecklists.SharedDatabase(client, Named("rds-instance", client), "FPM-20430"),
            .. DemoChecklists.SharedHost(client, Named("ec2-instance", client)),
            .. DemoChecklists.AwsResources(client, "FPM-20433"),
        ]),
        Install("saltlane", Marek, (client, on) =>
        [
            .. DemoChecklists.PreInstall(client, "Ida Brandt", on, "Pier"),
            .. DemoChecklists.SharedDatabase(client, Named("rds-instance", client), "FPM-20436", zone: "b"),
            .. DemoChecklists.SharedHost(client, Named("ec2-instance", client), zone: "b"),
        ]),
        // Both record the user by its conventional name, which it never got.
        AsUsual("orchardco", "Nia Okoro", "Orchard Lane", "FPM-20441"),
        AsUsual("peakbikes", "Jan Vos", "Summit Road", "FPM-20444"),
        // Tenants on hosts of the other kind of account.
        Tenant("kiteqa", "Marek Novak", "Test Street", "POS03", "QA's hosts are full until the end of the month."),
        Tenant("oakgrocer", "Lena Fischer", "Oak Street", "POS52", "For the trial; they move with the first store."),
        Pinepost(),
        Install("cedarstage", Marek, (_, on) => [.. DemoChecklists.SignedOff("Robin Castle", on)]),
    ];

    // The one install that is finished, by two people in two weeks. AWS contradicts the zone that it records of its database.
    private DemoWork Juniper()
    {
        const string Store = "Harbor Street";
        return Install(
            "juniper", Ana,
            (client, on) =>
            [
                .. DemoChecklists.PreInstall(client, "Dana Whitfield", on, Store),
                .. DemoChecklists.SharedDatabase(client, Named("rds-instance", client), "FPM-20418"),
                .. DemoChecklists.SharedHost(client, Named("ec2-instance", client)),
                .. DemoChecklists.AwsResources(client, "FPM-20421"),
            ],
            (client, _) => [.. DemoInstallEnd.CloudTenant(Marek, "FPM-20424"), .. DemoInstallEnd.AuthServer(client)],
            (_, _) => By(Marek, [.. DemoInstallEnd.CorporateRegister(), .. DemoInstallEnd.CorporateServer("FPM-20447", "FPM-20448")]),
            (_, _) => By(Marek, [.. DemoInstallEnd.StoreRegister(), .. DemoInstallEnd.StoreServer(Store, "FPM-20451", "FPM-20452")]),
            (_, _) => DemoInstallEnd.FollowUp("FPM-20455"));
    }

    private DemoWork Vpc()
    {
        const string Title = "POS network in us-east-1";
        var vpc = estate.Estate.All.First(
            resource => resource.Arn.Contains($":ec2:{DemoEstate.UsEast}:{DemoEstate.ProductionAccount}:vpc/", StringComparison.Ordinal));
        return new(About.Shared("vpc", Title), (work, cancellationToken) => work.SharedResourceAsync(
            "vpc", Title, Marek,
            DemoChecklists.Vpc(
                DemoEstate.UsEast, vpc.Arn[(vpc.Arn.LastIndexOf('/') + 1)..], vpc.Tags.First(tag => tag.Key == "Name").Value),
            cancellationToken));
    }

    // Waits for a database instance that somebody else is making.
    private DemoWork Pinepost() => new(About.Install("pinepost"), async (work, cancellationToken) =>
    {
        var client = _clients["pinepost"];
        var waiting = await work.InstallAsync(
            client.OrgId, Ana,
            [.. DemoChecklists.PreInstall(client, "Sam Iverson", signedOffOn, "Pine Street"), .. DemoChecklists.NewDatabaseInstance(),
                .. DemoChecklists.SharedHost(client, "POS03").Take(3)],
            cancellationToken);
        await work.AwaitedAsync(waiting, "rds", Marek, DemoChecklists.DatabaseInstance(client.Region), cancellationToken);
    });

    private DemoWork AsUsual(string orgId, string signedOffBy, string store, string entry) => Install(orgId, Ana, (client, on) =>
        [.. DemoChecklists.PreInstall(client, signedOffBy, on, store), .. DemoChecklists.AwsResourcesAsUsual(entry)]);

    private DemoWork Tenant(string orgId, string signedOffBy, string store, string host, string why) =>
        Install(orgId, Marek, (client, on) =>
        [
            .. DemoChecklists.PreInstall(client, signedOffBy, on, store),
            // Where scans have shown the host already, the portal asks back.
            .. DemoChecklists.SharedHost(client, host).Take(3)
                .Select(step => step.StepId == "ec2-instance-name" ? step with { Keep = ("ec2-name", why) } : step),
        ]);

    private DemoWork Install(string orgId, Actor by, params IReadOnlyList<Func<DemoClient, DateOnly, IEnumerable<StepWork>>> days) =>
        new(About.Install(orgId),
        [
            .. days.Select(steps => (Func<RunWork, CancellationToken, Task>)((work, cancellationToken) =>
                work.InstallAsync(orgId, by, steps(_clients[orgId], signedOffOn), cancellationToken))),
        ]);

    private static IEnumerable<StepWork> By(Actor person, IEnumerable<StepWork> steps) => steps.Select(step => step with { By = person });

    private string Named(string kind, DemoClient client) =>
        estate.Captured.First(captured => captured.Kind == kind && captured.OrgId == client.OrgId).Name;
}
