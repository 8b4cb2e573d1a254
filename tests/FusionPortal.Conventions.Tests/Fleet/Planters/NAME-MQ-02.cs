namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Brokers that share a number.</summary>
internal sealed class NameMq02 : Planter
{
    public override string Convention => "NAME-MQ-02";

    public override void Plant()
    {
        var number = Fleet.NewNumber();
        Breaks("Another account has it too.", Broker($"mq-POS-{number}"));
        Breaks("Another account's.", Broker($"mq-POS-{number}").In(FleetAccounts.NonProduction));
        var renamed = Fleet.NewNumber();
        Breaks("An older product token makes no other number.", Broker($"mq-POS-{renamed}"));
        Breaks("The older one.", Broker($"mq-RMS-{renamed}"));

        var once = Fleet.NewNumber();
        Fits("A number used once.", Broker($"mq-POS-{once}"));
        Fits("One that is not named so has no number.", Broker($"mq-pos-{once}"), "NAME-MQ-01");
        Host($"POS{once}");
    }
}
