using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Databases and brokers that are set up wrongly, and some that only look it. Only their own lists show it.</summary>
internal static class PlantedConfiguration
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate)
    {
        Zones(estate);
        Engines(estate);
        Reach(estate);
        Brokers(estate);
    }

    private static void Zones(DemoBuilder estate)
    {
        const string Rule = "CFG-RDS-03";
        estate.ViolatesWhenListed(
            DemoArns.Database(Us, "db-POS-02"), Rule, "Juniper Books' install records host POS01, which is in another zone.");
        estate.ViolatesWhenListed(
            DemoArns.Database(Us, "db-POS-03"), Rule, "Sunfield Farms' install records host POS04, which is in another zone.");
        estate.LooksLike(
            DemoArns.Database(Us, "db-RMS-04"), Rule, "Its number is POS04's; its install records host POS02, which is in its zone.");
        estate.LooksLike(
            DemoArns.Database(Us, "posreports"), Rule, "No install ties it to a host, so no host's zone is asked of it.");
    }

    private static void Engines(DemoBuilder estate)
    {
        const string Rule = "CFG-RDS-01";
        estate.ViolatesWhenListed(
            Database(estate, Us, "db-POS-05", f => f with { Engine = "sqlserver-se" }), Rule, "Standard edition, which POS does not need.");
        estate.ViolatesWhenListed(
            Database(estate, Qa, "db-POS-53", f => f with { EngineVersion = "14.00.3465.1.v1" }), Rule, "SQL Server 2017.");
        estate.LooksLike(
            Database(estate, Us, "db-POS-06", f => f with { Engine = "sqlserver-ex" }), Rule, "Express is as good as Web.");
        estate.LooksLike(
            DemoArns.Database(Us, "reporting-instance-1"), Rule, "PostgreSQL, and a member of a cluster that is no database of POS.");
    }

    private static void Reach(DemoBuilder estate)
    {
        const string Rule = "CFG-RDS-02";
        estate.ViolatesWhenListed(
            Database(estate, Us, "db-POS-07", f => f with { PubliclyAccessible = false }), Rule, "No installation on site reaches it.");
        estate.ViolatesWhenListed(
            Database(estate, Qa, "db-POS-54", f => f with { PubliclyAccessible = false }), Rule, "No installation on site reaches it.");
        estate.LooksLike(DemoArns.Database(Us, "db-POS-01"), Rule, "Publicly reachable, as the guide says it has to be for now.");
    }

    private static void Brokers(DemoBuilder estate)
    {
        const string Engine = "CFG-MQ-01";
        const string Size = "CFG-MQ-02";
        estate.ViolatesWhenListed(
            Broker(estate, Us, "mq-POS-05", new("mq.m5.large") { DeploymentMode = "CLUSTER_MULTI_AZ" }), Engine, "A cluster.");
        // Only the list tells its engine; by its tags alone it would pass for a RabbitMQ broker of a wrong name.
        estate.ViolatesWhenListed(
            estate.NeverTag(Broker(estate, Us, "stock-events", new("mq.m5.large") { Engine = "ActiveMQ" })), Engine,
            "ActiveMQ in the production account.");
        estate.LooksLike(DemoArns.Broker(Us, "mq-RMS-03"), Engine, "RabbitMQ on one instance, whatever its older name.");
        estate.ViolatesWhenListed(
            Broker(estate, Us, "mq-POS-06", new("mq.m5.4xlarge")), Size, "Neither micro nor large.");
        estate.ViolatesWhenListed(Broker(estate, Qa, "mq-POS-52", new("mq.m5.large")), Size, "Large for QA.");
        estate.LooksLike(
            Broker(estate, Us, "mq-POS-07", new("mq.t3.micro")), Size, "Micro in the production account, where staging lives as well.");
    }

    private static string Database(DemoBuilder estate, Place p, string name, Func<DatabaseFacts, DatabaseFacts> change) => estate.Change(
        estate.Add(p, DemoArns.Database(p, name), new KeyValuePair<string, string>("Product", "POS")),
        r => r with { Facts = change(DemoFacts.Database(p, r.Name)) });

    private static string Broker(DemoBuilder estate, Place p, string name, BrokerFacts facts) => estate.Change(
        estate.Add(p, DemoArns.Broker(p, name), new KeyValuePair<string, string>("Product", "POS")), r => r with { Facts = facts });
}
