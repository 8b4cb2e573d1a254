namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Brokers of unusual sizes.</summary>
internal sealed class CfgMq02 : Planter
{
    public override string Convention => "CFG-MQ-02";

    public override void Plant()
    {
        Breaks("Neither of the two sizes.", Broker().Fact("hostInstanceType", "mq.m5.xlarge"));
        Breaks("Large for QA.", Broker().In(FleetAccounts.NonProduction).Fact("hostInstanceType", "mq.m5.large"));
        Breaks("Micro, and its tag says production.", Broker().Fact("hostInstanceType", "mq.t3.micro").Tag("Environment", "production"));
        Breaks("Large, and its tag says staging.", Broker().Tag("Environment", "staging"));
        Unjudged("Nobody told.", Broker().Fact("hostInstanceType", null));
        Unjudged("No size in it.", Broker().Fact("hostInstanceType", "large"));
        Unjudged("Nobody has said what the account is for.", Broker().In(FleetAccounts.Undeclared));

        // Staging lives in the production account.
        Fits("Micro in the production account.", Broker().Fact("hostInstanceType", "mq.t3.micro"));
        Fits("Micro for staging.", Broker().Fact("hostInstanceType", "mq.t2.micro").Tag("Environment", "staging"));
        Fits("Micro for QA.", Broker().In(FleetAccounts.NonProduction).Fact("hostInstanceType", "mq.t3.micro"));
    }
}
