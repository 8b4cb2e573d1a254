namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Two organization tags that say two things.</summary>
internal sealed class TagOrg06 : Planter
{
    public override string Convention => "TAG-ORG-06";

    public override void Plant()
    {
        var (maple, birch, cedar) = (Client(), Client(EnvironmentKind.Staging), Client(EnvironmentKind.QA));
        Breaks("Two clients of one kind of account.", Queue().Tag("OrgId", maple.Id).Tag("OrgID", birch.Id));
        var three = Queue().Tag("OrgId", maple.Id).Tag("OrgID", birch.Id).Tag("orgid", maple.Id);
        Breaks("Three spellings, two clients.", three);
        var ghosts = Queue().Tag("OrgId", "ghost9").Tag("OrgID", "ghost10");
        Breaks("Two organizations that nobody has recorded.", ghosts);
        AlsoUnjudged("Whose it is stays open, so its place does too.", ghosts, "ENV-01");
        Also("Each of them is told for itself.", "organization:ghost9", "ORG-ID-02");
        Also("Each of them is told for itself.", "organization:ghost10", "ORG-ID-02");
        var half = Queue().Tag("OrgID", "ghost11").Tag("OrgId", maple.Id);
        Breaks("A client, and an organization that nobody has recorded.", half, "TAG-ORG-07");
        AlsoUnjudged("Whose it is stays open, so its place does too.", half, "ENV-01");
        var here = Queue().Tag("OrgId", maple.Id).Tag("OrgID", cedar.Id);
        Breaks("Two clients of two kinds of account.", here);
        AlsoUnjudged("Whose it is stays open, so its place does too.", here, "ENV-01");
        var there = Queue().In(FleetAccounts.NonProduction).Tag("OrgId", maple.Id).Tag("OrgID", cedar.Id);
        Breaks("The same in an account that is not production.", there);
        AlsoUnjudged("Whose it is stays open, so its place does too.", there, "ENV-02");

        Fits("Two spellings that say the same.", Queue().Tag("OrgId", maple.Id).Tag("OrgID", maple.Id));
        Fits("One of the two is empty.", Queue().Tag("OrgId", maple.Id).Tag("OrgID", ""), "TAG-ORG-05");
    }
}
