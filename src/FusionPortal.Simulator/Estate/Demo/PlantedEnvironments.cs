namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Things in the wrong kind of account, and things that only sound like it.</summary>
internal static class PlantedEnvironments
{
    private static readonly Place Production = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate)
    {
        QaInProduction(estate);
        ProductionInQa(estate);
        UnknownInProduction(estate);
        Hints(estate);
    }

    private static void QaInProduction(DemoBuilder estate)
    {
        // The client's bucket was made in the wrong account altogether: names are global, so there is no second one.
        estate.Remove(DemoArns.Bucket("fusion-rms-kiteqa"));
        var bucket = estate.Add(Production, DemoArns.Bucket("fusion-rms-kiteqa"), new("OrgId", "kiteqa"), new("Product", "POS"));
        estate.Violates(bucket, "ENV-01", "Kite Cycles QA's bucket is in POS Production.");
        var demo =
            estate.Add(Production, DemoArns.Table(Production, "retaildemo-carts"), new("OrgId", "retaildemo"), new("Component", "storage"));
        estate.Violates(demo, "ENV-01", "The retail fair's table is in POS Production.");
        foreach (var org in (string[])["kiteqa", "retaildemo"])
            estate.Violates("organization:" + org, "ENV-05", $"{org} has resources in POS Production and in POS QA.");
    }

    private static void ProductionInQa(DemoBuilder estate)
    {
        var table = estate.Add(Qa, DemoArns.Table(Qa, "harborbooks-carts"), new("OrgId", "harborbooks"), new("Component", "storage"));
        estate.Violates(table, "ENV-02", "Harbor Books is a production client; this table is in POS QA.");
        var queue = estate.Add(Qa, DemoArns.Queue(Qa, "kitestage-orders"), new("OrgId", "kitestage"), new("Component", "messaging"));
        estate.Violates(queue, "ENV-02", "Kite Cycles' staging belongs to the production account; this queue is in POS QA.");
        foreach (var org in (string[])["harborbooks", "kitestage"])
            estate.Violates("organization:" + org, "ENV-05", $"{org} has resources in POS Production and in POS QA.");
        estate.LooksLike(DemoArns.Bucket("fusion-rms-cedarstage"), "ENV-01", "Staging lives in the production account.");
    }

    private static void UnknownInProduction(DemoBuilder estate)
    {
        var bucket = estate.Add(Production, DemoArns.Bucket("fusion-rms-bkry2"), new("OrgId", "bkry2"), new("Product", "POS"));
        var topic =
            estate.Add(
            Production, DemoArns.Topic(Production, "oldclient-events"), new("OrgId", "oldclient"), new("Component", "messaging"));
        foreach (var (arn, org) in (ReadOnlySpan<(string, string)>)[(bucket, "bkry2"), (topic, "oldclient")])
        {
            estate.Violates("organization:" + org, "ORG-ID-02", $"The portal knows no client {org}; it has resources in POS Production.");
            estate.LooksLike(arn, "TAG-ORG-07", $"That nobody recorded {org} is told once for {org}, not for each of its resources.");
        }
    }

    private static void Hints(DemoBuilder estate)
    {
        var function =
            estate.Add(
            Production, DemoArns.Function(Production, "sandbox-import"), new KeyValuePair<string, string>("Component", "functions"));
        estate.Violates(function, "ENV-04", "The name says sandbox and nothing says whose it is.");
        var table =
            estate.Add(Production, DemoArns.Table(Production, "qa_price_lists"), new KeyValuePair<string, string>("Component", "storage"));
        estate.Violates(table, "ENV-04", "The name says qa and nothing says whose it is.");
        var latest =
            estate.Add(
            Production, DemoArns.Function(Production, "latest-prices"), new KeyValuePair<string, string>("Component", "functions"));
        estate.LooksLike(latest, "ENV-04", "\"latest\" holds the letters of test; a hint is a word of its own.");
        foreach (var org in (string[])["devonshire", "qarma"])
            estate.LooksLike(
                DemoArns.Bucket("fusion-rms-" + org), "ENV-04", $"{org} is recorded as a production client; a name proves nothing.");
        estate.LooksLike(
            DemoArns.Bucket("fusion-rms-testarossa"), "ENV-04", "testarossa is recorded as a production client; a name proves nothing.");
    }
}
