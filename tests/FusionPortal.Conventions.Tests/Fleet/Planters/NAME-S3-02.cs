namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Buckets that nobody is known to own.</summary>
internal sealed class NameS302 : Planter
{
    public override string Convention => "NAME-S3-02";

    public override void Plant()
    {
        Breaks("Nothing tells whose it is.", Bucket("holiday-pictures"));
        Breaks("A tag, and none that says whose it is.", Bucket("reports-2026").Tag("Owner", "cloud-installs"));
        Unjudged("Nobody says what the account is for.", Bucket("fair-pictures").In(FleetAccounts.Undeclared));

        Fits("Another account may have such.", Bucket("wedding-pictures").In(FleetAccounts.NonProduction));
        Fits("CloudFormation made it.", Bucket("cf-templates-1x2y3z4a5b6c7-us-east-1"));
        Fits("Nearly a client's name: that is told already.", Bucket("fusion-rms-"), "NAME-S3-01");
        Fits("Tagged with a client.", Bucket("mugs").Tag("OrgId", Client().Id), "NAME-S3-01");
    }
}
