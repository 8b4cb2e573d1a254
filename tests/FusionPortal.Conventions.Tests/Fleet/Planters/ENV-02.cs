namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>What must be in production accounts and is not.</summary>
internal sealed class Env02 : Planter
{
    public override string Convention => "ENV-02";

    public override void Plant()
    {
        foreach (var environment in (EnvironmentKind[])[EnvironmentKind.Production, EnvironmentKind.Staging])
        {
            var client = Client(environment);
            Breaks($"{environment} outside, by its tag.", Queue().In(FleetAccounts.NonProduction).Tag("OrgId", client.Id));
            Also("Its other resources are in the production account.", client.Subject, "ENV-05");
        }

        var maple = Client();
        Breaks("By its name.", maple.User.In(FleetAccounts.NonProduction));
        Breaks("By the first word of its name.", Queue($"{maple.Id}-orders").In(FleetAccounts.NonProduction));
        Also("Its bucket is in the production account.", maple.Subject, "ENV-05");
        var away = Client();
        Unjudged("Nobody says what the account is for.", Queue().In(FleetAccounts.Undeclared).Tag("OrgId", away.Id));
        AlsoUnjudged("Nobody says what one of its accounts is for.", away.Subject, "ENV-05");

        foreach (var environment in (EnvironmentKind[])[EnvironmentKind.QA, EnvironmentKind.Development, EnvironmentKind.Demonstration])
            Fits($"{environment} belongs there.", Queue().In(FleetAccounts.NonProduction).Tag("OrgId", Client(environment).Id));
        Fits("Nobody's, and tagged as production.", Queue().In(FleetAccounts.NonProduction).Tag("Environment", "prod"));
    }
}
