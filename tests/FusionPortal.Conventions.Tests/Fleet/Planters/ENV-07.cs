namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Environment tags that are not true.</summary>
internal sealed class Env07 : Planter
{
    public override string Convention => "ENV-07";

    public override void Plant()
    {
        var (maple, birch) = (Client(), Client(EnvironmentKind.QA));
        Breaks("QA on a production client's.", Queue().Tag("OrgId", maple.Id).Tag("Environment", "QA"));
        Breaks("Production on a QA client's.", Queue().In(FleetAccounts.NonProduction).Tag("OrgId", birch.Id).Tag("Env", "prod"));
        Breaks("Nobody's, in the production account.", Queue().Tag("Stage", "dev"));
        Breaks("Under a key with a prefix.", maple.Bucket.Tag("pos:env-name", "Non-Prod"));
        Unjudged("Nobody says what the account is for.", Queue().In(FleetAccounts.Undeclared).Tag("Environment", "QA"));

        Fits("Staging is kept like production.", Queue().Tag("OrgId", maple.Id).Tag("Environment", "pre-production"));
        Fits("It says two things, so nothing.", Queue().Tag("OrgId", maple.Id).Tag("Environment", "dev and prod"));
        Fits("No environment the book knows.", Queue().Tag("OrgId", maple.Id).Tag("Environment", "blue"));
        Fits("Other applications elsewhere may be what they like.", Queue().In(FleetAccounts.NonProduction).Tag("Environment", "prod"));
        Fits("AWS's own key.", Queue().Tag("elasticbeanstalk:environment-name", "qa"));
        Fits("In the wrong place altogether, which is told.", Queue().Tag("OrgId", birch.Id).Tag("Environment", "prod"), "ENV-01");
        Also("Its other resources are elsewhere.", birch.Subject, "ENV-05");
    }
}
