using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>People who sign in with a password alone.</summary>
internal sealed class Who04 : Planter
{
    public override string Convention => "WHO-04";

    public override void Plant()
    {
        Breaks("A password alone.", User("max.kern").Fact("consolePassword", true));
        Breaks(
            "In the other account too.", User("mia.kern").In(FleetAccounts.NonProduction).Fact("consolePassword", true).Fact("mfa", false));
        Unjudged("Nobody told of the second factor.", User("moe.kern").Fact("consolePassword", true).Fact("mfa", null));
        Unjudged("Nobody told of the password.", User("mel.kern").Fact("consolePassword", null));

        Breaks("The root user, whose password alone opens everything.", Root(1).Fact("mfa", false));
        Unjudged("Nobody told of the root user's.", Root(2).Fact("mfa", null));

        Fits("The root user's second factor.", Root(3));
        Fits("A second factor.", User("may.kern").Fact("consolePassword", true).Fact("mfa", true));
        Fits("No password that would need one.", Client().User);
    }

    // Each account has one root user only, so each is of an account of its own.
    private FleetResource Root(int account) => Add(IamRootUser.Kind, "root", $"6000000040{account}");
}
