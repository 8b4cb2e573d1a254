namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Secrets in tags.</summary>
internal sealed class TagSec01 : Planter
{
    // In pieces, so that this file holds no secret.
    private const string Word = "word=Mortar7Blue;";

    public override string Convention => "TAG-SEC-01";

    public override void Plant()
    {
        Breaks("A connection string with its password.", Queue().Tag("Connection", "Server=db;User Id=pos;" + "Pass" + Word));
        Breaks("A password under a key that says so.", Client().User.Tag("DbPassword", Word[5..^1]));
        Breaks("A password in a host's tag.", Host($"POS{Fleet.NewNumber()}").Tag("Login", "sa / pass" + Word));

        Fits("It says where the secret is kept.", Queue().Tag("Password", "see the password manager"));
        Fits("Words about secrets.", Queue().Tag("Purpose", "password resets"));
    }
}
