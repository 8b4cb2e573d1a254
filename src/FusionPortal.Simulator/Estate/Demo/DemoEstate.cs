namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>
/// The estate of the demo: an organization of five accounts, three of them in use, two regions, 42 clients and some 1,000 resources, nearly
/// all of them right. What is wrong was planted and is listed in <see cref="Truth"/>; what only looks wrong in <see cref="NearMisses"/>.
/// The same on every start.
/// </summary>
public sealed class DemoEstate
{
    /// <summary>POS Production. Account numbers are the ones AWS uses in its own examples.</summary>
    public const string ProductionAccount = "111122223333";

    /// <summary>POS QA.</summary>
    public const string QaAccount = "444455556666";

    /// <summary>Other applications; also manages the organization.</summary>
    public const string CorporateAccount = "777788889999";

    /// <summary>For trade fairs. AWS has suspended it: nobody can look into it, and every scan names it until somebody decides.</summary>
    public const string FairAccount = "222233334444";

    /// <summary>Of a pilot that is over. Closed, and listed for 90 days more.</summary>
    public const string PilotAccount = "555566667777";

    public const string UsEast = "us-east-1";
    public const string EuWest = "eu-west-1";

    private DemoEstate(ListedEstate estate, DemoBuilder built) =>
        (Estate, Truth, NearMisses, ListedTruth, CreatorTruth) =
            (estate, built.Truth, built.NearMisses, built.ListedTruth, built.CreatorTruth);

    /// <summary>What the simulator serves. Change it to see what a later scan makes of it.</summary>
    public ListedEstate Estate { get; }

    /// <summary>What the portal's own records should say of the clients.</summary>
    public IReadOnlyList<DemoClient> Clients => DemoClients.All;

    /// <summary>What the demo's checklists say of resources.</summary>
    public IReadOnlyList<DemoCapture> Captured => DemoCaptured.All;

    /// <summary>Every violation that tags show, and no other.</summary>
    public IReadOnlyList<PlantedTruth> Truth { get; }

    /// <summary>What looks like a violation and is none.</summary>
    public IReadOnlyList<NearMiss> NearMisses { get; }

    /// <summary>Violations that the tagging API cannot show, because it knows neither IAM users nor what was never tagged. None of them is
    /// in <see cref="Truth"/>.</summary>
    public IReadOnlyList<PlantedTruth> ListedTruth { get; }

    /// <summary>What CloudTrail says root made. None of it is in <see cref="Truth"/>.</summary>
    public IReadOnlyList<PlantedTruth> CreatorTruth { get; }

    /// <summary>One per client, and those of the staff. The tagging API does not list IAM users.</summary>
    public IReadOnlyList<SimulatedResource> IamUsers => [.. Estate.All.Where(r => ArnKind.Of(r.Arn) == ArnKind.User)];

    public static DemoEstate Create()
    {
        var estate = new ListedEstate(CorporateAccount,
        [
            new SimulatedAccount(
                ProductionAccount, "POS Production", "ACTIVE", [new("Environment", "production"), new("Owner", "cloud-installs")]),
            new SimulatedAccount(QaAccount, "POS QA", "ACTIVE", [new("Environment", "qa"), new("Owner", "cloud-installs")]),
            new SimulatedAccount(CorporateAccount, "Corporate Applications", "ACTIVE", [new("Owner", "office")]),
            new SimulatedAccount(FairAccount, "POS Retail Fairs", "SUSPENDED", [new("Environment", "demo"), new("Owner", "marketing")]),
            new SimulatedAccount(PilotAccount, "POS Pilot 2024", "CLOSED", [new("Owner", "cloud-installs")]),
        ], [UsEast, EuWest]);
        var builder = new DemoBuilder(estate);
        SharedResources.Build(builder);
        foreach (var client in DemoClients.All) ClientResources.Build(builder, client);
        CorporateResources.Build(builder);
        PlantedNames.Plant(builder);
        PlantedTags.Plant(builder);
        PlantedEnvironments.Plant(builder);
        IdentityRoles.Build(builder);
        PlantedIdentities.Plant(builder);
        PlantedNeverTagged.Plant(builder);
        PlantedLabels.Plant(builder);
        MadeByAws.Plant(builder);
        PlantedConfiguration.Plant(builder);
        PlantedNetworks.Plant(builder);
        PlantedIntent.Plant(builder);
        DemoFacts.Apply(builder);
        PlantedBuckets.Plant(builder);
        PlantedHostNames.Plant(builder);
        DemoCreators.Apply(builder);
        estate.RootKeys = new HashSet<string> { QaAccount, CorporateAccount };
        estate.RootsWithoutMfa = new HashSet<string> { CorporateAccount };
        estate.RootUses = new Dictionary<string, int> { [ProductionAccount] = 12, [QaAccount] = 400, [CorporateAccount] = 3 };
        return new DemoEstate(estate, builder);
    }
}
