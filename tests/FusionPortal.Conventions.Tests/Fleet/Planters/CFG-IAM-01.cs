using System.Text.Json.Nodes;

namespace FusionPortal.Conventions.Tests.Fleet.Planters;

/// <summary>Client users with more than keys.</summary>
internal sealed class CfgIam01 : Planter
{
    public override string Convention => "CFG-IAM-01";

    public override void Plant()
    {
        Breaks("Somebody could sign in.", Client().User.Fact("consolePassword", true), "WHO-04");
        Breaks("A policy of its own.", Client().User.Fact("attachedPolicies", new JsonArray("arn:aws:iam::aws:policy/ReadOnlyAccess")));
        Breaks("A policy written into it.", Client().User.Fact("inlinePolicies", new JsonArray("media")));
        Breaks("The rights of a group.", Client(EnvironmentKind.QA).User.Fact("groups", new JsonArray("installers")));
        var unread = Client().User.Fact("groups", new JsonArray("all")).Fact("consolePassword", null);
        Breaks("A group is seen, whatever else is not.", unread);
        AlsoUnjudged("Whether it has a password is not known.", unread, "WHO-04");
        Unjudged("The credential report was not read.", Client().User.Fact("consolePassword", null), "WHO-04");
        Unjudged("Nothing was read.", Client().User.FactsUnread(), "WHO-04", "WHO-05", "WHO-06");
        Unjudged("Policies were not told.", Client().User.Fact("attachedPolicies", null));

        Fits("No key yet, just after the install.", Client().User.Fact("accessKeys", 0));
        Fits("Two keys, while one is replaced.", Client().User.Fact("accessKeys", 2), "WHO-06");
        Fits(
            "A person.",
            User("lee.park").Fact("consolePassword", true).Fact("mfa", true).Fact("groups", new JsonArray("installers")));
    }
}
