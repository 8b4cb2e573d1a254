using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Tenants of hosts and databases that do not belong into the account.</summary>
internal sealed class Env08 : Planter
{
    public override string Convention => "ENV-08";

    public override void Plant()
    {
        var (maple, birch, stage) = (Client(), Client(EnvironmentKind.QA), Client(EnvironmentKind.Staging));
        Breaks("A QA tenant beside a production one.", On(Host($"POS{Fleet.NewNumber()}"), maple, birch));
        Breaks("QA alone.", On(Rds(), birch));
        Breaks("Production elsewhere.", On(Host($"POS{Fleet.NewNumber()}").In(FleetAccounts.NonProduction), maple));
        Breaks("AWS shows the name in lower case.", On(Rds($"db-pos-{Fleet.NewNumber()}"), n => n.ToUpperInvariant(), birch));
        Unjudged("Nobody says what the account is for.", On(Host($"POS{Fleet.NewNumber()}").In(FleetAccounts.Undeclared), maple));

        Fits("Staging lives with production.", On(Host($"POS{Fleet.NewNumber()}"), maple, stage));
        Fits("QA where it belongs.", On(Host($"POS{Fleet.NewNumber()}").In(FleetAccounts.NonProduction), birch));
        Fits("No install names it.", Host($"POS{Fleet.NewNumber()}"));
        Fits("Its install is of a client nobody knows.", Named(Host($"POS{Fleet.NewNumber()}"), "nobody"));
        Twice(birch);
    }

    // Of two hosts of one name an install may mean either, unless it says where.
    private void Twice(FleetClient client)
    {
        var name = $"POS{Fleet.NewNumber()}";
        FleetResource[] hosts = [Host(name), Named(Host(name).In(FleetAccounts.NonProduction), client.Id)];
        foreach (var host in hosts) Unjudged("Another host has the name too.", host);
        AlsoUnjudged("So whether the host that its install names is there.", client.Subject, "CFG-INT-02");

        var told = $"POS{Fleet.NewNumber()}";
        var other = Host(told);
        Fits("The install says another region.", other);
        var network = Network(FleetAccounts.NonProduction);
        var meant = Inside(network, Host(told));
        Fits("The one it means, where it belongs.", meant);
        foreach (var host in (FleetResource[])[.. hosts, other, meant]) Also("One number twice.", host, "NAME-NUM-01");
        Fleet.Capture(Ec2Instance.Kind, client.Id, told, ("region", network.Region));
    }

    private FleetResource On(FleetResource resource, params FleetClient[] clients) => On(resource, name => name, clients);

    private FleetResource On(FleetResource resource, Func<string, string> written, params FleetClient[] clients)
    {
        foreach (var client in clients) Fleet.Capture(resource.Kind, client.Id, written(resource.Name!));
        return resource;
    }

    private FleetResource Named(FleetResource resource, string orgId)
    {
        Fleet.Capture(resource.Kind, orgId, resource.Name!);
        return resource;
    }
}
