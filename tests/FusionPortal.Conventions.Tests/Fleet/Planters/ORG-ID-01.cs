namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Organization IDs as people have recorded them.</summary>
internal sealed class OrgId01 : Planter
{
    public override string Convention => "ORG-ID-01";

    public override void Plant()
    {
        foreach (var (id, why) in (ReadOnlySpan<(string, string)>)
        [
            ("1maple", "It begins with a digit."), ("Maple-Shop", "It has a capital letter and a hyphen."),
            ("maplé", "Its last letter is not one of a to z."), (new('m', 53), "It has 53 characters."),
        ])
        {
            Fleet.Record(id, EnvironmentKind.Production);
            Breaks(why, $"organization:{id}");
        }

        foreach (var (id, why) in (ReadOnlySpan<(string, string)>)
            [("q", "One letter is enough."), ("m2x", "Digits may follow."), (new('n', 52), "52 characters are the most.")])
        {
            Fleet.Record(id, EnvironmentKind.Production);
            Fits(why, $"organization:{id}");
        }
    }
}
