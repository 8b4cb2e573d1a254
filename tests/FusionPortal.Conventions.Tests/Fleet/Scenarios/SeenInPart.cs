using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Rules;

namespace FusionPortal.Conventions.Tests.Fleet.Scenarios;

/// <summary>What no source of the scan lists is said of every convention that judges it, and is never a pass.</summary>
internal sealed class SeenInPart : Planting
{
    public override void Plant()
    {
        // Everything is seen there.
    }

    public override void PlantInPart()
    {
        foreach (var convention in FleetBook.Book.Conventions)
            if (convention.Rule.Subject == RuleSubject.Resource && convention.Kinds.Contains(IamUser.Kind))
                Unjudged("No source lists IAM users.", "estate", convention.Id);
    }
}
