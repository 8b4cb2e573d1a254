namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>RabbitMQ brokers that are named otherwise.</summary>
internal sealed class NameMq01 : Planter
{
    public override string Convention => "NAME-MQ-01";

    public override void Plant()
    {
        Breaks("Amazon MQ keeps letter case, so it counts.", Broker($"mq-pos-{Fleet.NewNumber()}"));
        Breaks("Named freely in the production account.", Broker("rabbit"));
        Breaks("No number, and clearly meant to follow.", Broker("mq-POS-main").In(FleetAccounts.NonProduction));

        Fits("As the guide shows it.", Broker($"mq-POS-{Fleet.NewNumber()}"));
        Fits("An older product token.", Broker($"mq-RMS-{Fleet.NewNumber()}"));
        Fits("Another product token.", Broker($"mq-XMS-{Fleet.NewNumber()}").In(FleetAccounts.NonProduction));
        Fits("Not ours, elsewhere.", Broker("hare").In(FleetAccounts.NonProduction));
    }
}
