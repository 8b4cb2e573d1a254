namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Databases in another zone than the host whose tenants use them.</summary>
internal sealed class CfgRds03 : Planter
{
    public override string Convention => "CFG-RDS-03";

    public override void Plant()
    {
        Breaks("The host is in another zone.", Pair(out _).Fact("availabilityZone", "us-east-1b"));
        Breaks("The database stayed, the host is elsewhere.", Pair(out var moved));
        moved.Fact("availabilityZone", "us-east-1c");
        Unjudged("Nobody read where the database is.", Pair(out _).Fact("availabilityZone", null));
        Unjudged("Nobody read where the host is.", Pair(out var unread));
        unread.FactsUnread();
        AlsoUnjudged("Nor in which VPC.", unread, "CFG-VPC-07");
        var lonely = Rds();
        var hostless = Client();
        Fleet.Host(hostless.Id, $"POS{Fleet.NewNumber()}", lonely.Name!);
        Unjudged("There is no such host.", lonely);
        Also("Its install names a host that nobody sees.", hostless.Subject, "CFG-INT-02");

        Fits("Both in one zone.", Pair(out _));
        Fits("No install says whose host it is.", Rds().Fact("availabilityZone", "us-east-1b"));
    }

    // A host and a database in one zone, which an install names together.
    private FleetResource Pair(out FleetResource host)
    {
        host = Host($"POS{Fleet.NewNumber()}");
        var database = Rds();
        Fleet.Host(Client().Id, host.Name!, database.Name!.ToUpperInvariant());
        return database;
    }
}
