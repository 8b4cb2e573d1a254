namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>What must not be in production accounts.</summary>
internal sealed class Env01 : Planter
{
    public override string Convention => "ENV-01";

    public override void Plant()
    {
        foreach (var environment in (EnvironmentKind[])
            [EnvironmentKind.QA, EnvironmentKind.Development, EnvironmentKind.Demonstration, EnvironmentKind.Other])
        {
            var client = Client(environment);
            Breaks($"{environment} in the production account, by its tag.", Queue().Tag("OrgId", client.Id));
            Also("Its other resources are elsewhere.", client.Subject, "ENV-05");
        }

        var maple = Client(EnvironmentKind.QA);
        Breaks("By its name.", maple.Bucket.In(FleetAccounts.Production));
        Breaks("By the first word of its name.", Queue($"{maple.Id}-orders"));
        Also("Its user is elsewhere.", maple.Subject, "ENV-05");
        var away = Client(EnvironmentKind.QA);
        Unjudged("Nobody says what the account is for.", Queue().In(FleetAccounts.Undeclared).Tag("OrgId", away.Id));
        AlsoUnjudged("Nobody says what one of its accounts is for.", away.Subject, "ENV-05");

        foreach (var environment in (EnvironmentKind[])[EnvironmentKind.Production, EnvironmentKind.Staging])
            Fits($"{environment} belongs there.", Queue().Tag("OrgId", Client(environment).Id));
        Fits("The ID has qa in it, and the client is production.", Queue("xmsqa0-orders"));
        Fleet.Record("xmsqa0", EnvironmentKind.Production);
    }
}
