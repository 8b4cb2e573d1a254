using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Brokers of another engine or mode.</summary>
internal sealed class CfgMq01 : Planter
{
    public override string Convention => "CFG-MQ-01";

    public override void Plant()
    {
        Breaks("A cluster.", Broker().Fact("deploymentMode", "CLUSTER_MULTI_AZ"));
        Breaks("Another engine.", Broker().Fact("engine", "ACTIVEMQ"));
        Breaks("Another engine's broker in the production account.",
            Add(ActiveMqBroker.Kind, "events").Fact("engine", "ACTIVEMQ").Fact("deploymentMode", "SINGLE_INSTANCE"));
        Breaks("A cluster, elsewhere.",
            Broker().In(FleetAccounts.NonProduction).Fact("deploymentMode", "CLUSTER_MULTI_AZ").Fact("hostInstanceType", "mq.t3.micro"));
        Unjudged("Nobody told the mode.", Broker().Fact("deploymentMode", null));

        Fits("Letter case is AWS's own matter.", Broker().Fact("engine", "RabbitMQ"));
        Fits("Not ours, elsewhere.",
            Add(ActiveMqBroker.Kind, "crm").In(FleetAccounts.NonProduction).Fact("engine", "ACTIVEMQ"));
    }
}
