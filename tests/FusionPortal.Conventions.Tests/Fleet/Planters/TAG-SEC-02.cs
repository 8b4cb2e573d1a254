namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Ids of access keys in tags.</summary>
internal sealed class TagSec02 : Planter
{
    // In pieces, so that this file holds no id of a key.
    private static readonly string Id = string.Concat("AK", "IA4Q7Z2MX", "L3RT6V9BW");

    public override string Convention => "TAG-SEC-02";

    public override void Plant()
    {
        Breaks("A tag's value.", Queue().Tag("Key", Id));
        Breaks("A tag's value on a user.", Client().User.Tag("Key", Id));
        Breaks("A tag's key on what is no user.", Queue().Tag(Id, "POS tenant"));

        Fits("The console describes a user's key so.", Client().User.Tag(Id, "POS tenant"));
        Fits("Four letters short of an id.", Queue().Tag("Key", Id[..16]));
    }
}
