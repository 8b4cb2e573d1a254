using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Names that hint at another environment.</summary>
internal sealed class Env04 : Planter
{
    public override string Convention => "ENV-04";

    public override void Plant()
    {
        Breaks("A word of its own.", Queue("returns-qa"));
        Breaks("Camel case.", Queue("PosDemoStack"));
        Breaks("Digits around a word make no difference.", Queue("returns-dev2"));
        Unjudged("Nobody says what the account is for.", Queue("returns-test").In(FleetAccounts.Undeclared));

        Fits("Its tag says whose it is.", Queue("carts-qa").Tag("OrgId", Client().Id));
        Fits("Another account may have such.", Queue("returns-qa").In(FleetAccounts.NonProduction));
        Fits("A word inside another.", Queue("latest-contest"));
        Fits("It only looks like one.", Queue("dev-ops-tools"));
        Fits("A word of the client's ID.", Queue("demo-shop0-orders"));
        Fleet.Record("demoshop0", EnvironmentKind.Production);
        Fits("What a service named hints at nothing.", Add(SecurityGroup.Kind, "ElasticMapReduce-dev"));
        Fits("A tag says it outright.", Queue("refunds-qa").Tag("Environment", "QA"), "ENV-07");
    }
}
