namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Environment tags that lie, tags that disagree about whose a thing is, names that tell it, and what only sounds like any of
/// these.</summary>
internal static class PlantedLabels
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Eu = new(DemoEstate.ProductionAccount, DemoEstate.EuWest);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate)
    {
        WrongLabels(estate);
        OfNobody(estate);
        Disagreeing(estate);
        ByName(estate);
        Words(estate);
        Quiet(estate);
    }

    private static void WrongLabels(DemoBuilder estate)
    {
        var table = estate.Retag(DemoArns.Table(Us, "oakgrocer-loyalty"), new("OrgId", "oakgrocer"), new("Environment", "QA"));
        estate.Violates(table, "ENV-07", "Oak Street Grocers is a production client where it belongs; the label QA is wrong.");
        var stage =
            estate.Retag(DemoArns.Queue(Us, "cedarstage-orders"), new("OrgId", "cedarstage"), new("environment-name", "Non-Production"));
        estate.Violates(stage, "ENV-07", "Staging belongs there; non-production is a wrong label.");
        var qa = estate.Retag(DemoArns.Topic(Qa, "nwqa-events"), new("OrgId", "nwqa"), new("EnvType", "Live"));
        estate.Violates(qa, "ENV-07", "A QA client's topic in POS QA that calls itself live.");
    }

    private static void OfNobody(DemoBuilder estate)
    {
        var import = estate.Add(Us, DemoArns.Function(Us, "nightly-import"), new("Component", "functions"), new("AppEnv", "sit"));
        estate.Violates(import, "ENV-07", "Nothing says whose it is, and its tag says system integration test.");
        var course = estate.Add(Eu, DemoArns.Queue(Eu, "course-bookings"), new KeyValuePair<string, string>("stage", "training"));
        estate.Violates(course, "ENV-07", "Nothing says whose it is, and its tag says training.");
    }

    private static void Disagreeing(DemoBuilder estate)
    {
        var queue = estate.Add(Us, DemoArns.Queue(Us, "returns-feed"), new("OrgId", "nwbakery"), new("OrgID", "nwqa"));
        estate.Violates(queue, "TAG-ORG-06", "OrgId says nwbakery, which is production, and OrgID says nwqa, which is QA: undecided.");
        estate.LooksLike(queue, "ENV-01", "Two tags disagree, so nobody can say that it is misplaced.");
        var other = estate.Add(Us, DemoArns.Queue(Us, "refunds-feed"), new("OrgId", "nwqa"), new("OrgID", "nwbakery"));
        estate.Violates(other, "TAG-ORG-06", "The same the other way round, and as undecided.");
        estate.LooksLike(other, "ENV-01", "Whichever key says what, two tags that disagree decide nothing.");
    }

    private static void ByName(DemoBuilder estate)
    {
        var table = estate.Add(Us, DemoArns.Table(Us, "eurodemo-carts"), new KeyValuePair<string, string>("Component", "storage"));
        estate.Violates(table, "ENV-01", "No tag, but its name begins with eurodemo, a demonstration store.");
        estate.Violates("organization:eurodemo", "ENV-05", "eurodemo has resources in POS Production and in POS QA.");
        var right = estate.Add(Us, DemoArns.Table(Us, "kitecycles-wishlists"), new KeyValuePair<string, string>("Component", "storage"));
        estate.LooksLike(right, "ENV-04", "No tag, but its name begins with kitecycles, a production client.");
        var user =
            estate.Add(Us, DemoArns.IamUser(Us.Account, "clients/eu/rms_galwayqa"), new KeyValuePair<string, string>("OrgID", "galwayqa"));
        estate.ViolatesWhenListed(user, "ENV-01", "Galway Wool QA's user is in POS Production; its path hides nothing.");
        estate.LooksLike(user, "NAME-IAM-01", "The name is what follows the path.");
        estate.ViolatesWhenListed("organization:galwayqa", "ENV-05", "galwayqa has an IAM user in POS Production and one in POS QA.");
    }

    private static void Words(DemoBuilder estate)
    {
        foreach (
            var (name, word) in (ReadOnlySpan<(string, string)>)[("PosQaStack-Orders", "Qa"), ("ordersQA", "QA"), ("PerfProbe", "Perf")])
        {
            var function = estate.Add(Us, DemoArns.Function(Us, name), new KeyValuePair<string, string>("Component", "functions"));
            estate.Violates(function, "ENV-04", $"The name holds {word} as a word of camel case, and nothing says whose it is.");
        }
    }

    private static void Quiet(DemoBuilder estate)
    {
        foreach (var (name, why) in (ReadOnlySpan<(string, string)>)
        [
            ("PreProdGateway", "Before production is Staging, which may live there; it holds no word prod of its own."),
            ("stage-orders-router", "Stage is Staging, which may live there."),
            ("xmsqa-importer", "One word that ends in qa, as client IDs do; a hint is a word of its own."),
            ("XmsQa1Importer", "Taken apart it holds Qa, but together it is the client xmsqa1's ID."),
            ("ContestEntries", "Contest holds the letters of test, in camel case too."),
            ("DevOpsGuruForwarder", "DevOps is none of the environments."),
        ])
        {
            var function =
                estate.Add(
                name == "XmsQa1Importer" ? Qa : Us, DemoArns.Function(name == "XmsQa1Importer" ? Qa : Us, name),
                new KeyValuePair<string, string>("Component", "functions"));
            estate.LooksLike(function, "ENV-04", why);
        }

        var labelled = estate.Add(Us, DemoArns.Queue(Us, "gateway-retries"), new KeyValuePair<string, string>("Environment", "pre-prod"));
        estate.LooksLike(labelled, "ENV-07", "Pre-prod is Staging, which may live there.");
        var other = estate.Add(Us, DemoArns.Queue(Us, "catalogue-feed"), new KeyValuePair<string, string>("Env", "Production"));
        estate.LooksLike(other, "ENV-07", "The label is true.");
        var qa = estate.Retag(DemoArns.Table(Qa, "harborqa-carts"), new("OrgId", "harborqa"), new("Environment", "test"));
        estate.LooksLike(qa, "ENV-07", "A QA client's table in POS QA, labelled test.");
        var corporate =
            estate.Retag(
            DemoArns.Queue(new(DemoEstate.CorporateAccount, DemoEstate.UsEast), "website-jobs"), new("Application", "website"),
            new("Environment", "production"));
        estate.LooksLike(corporate, "ENV-07", "Another application's production, in an account that is not for POS.");
    }
}
