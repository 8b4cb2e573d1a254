namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Organization tags that are wrong, a secret or two, and tags that only look wrong.</summary>
internal static class PlantedTags
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Eu = new(DemoEstate.ProductionAccount, DemoEstate.EuWest);

    public static void Plant(DemoBuilder estate)
    {
        Absent(estate);
        Spelling(estate);
        Misspelled(estate);
        Empty(estate);
        Variants(estate);
        Unknown(estate);
        Disagreeing(estate);
        OnShared(estate);
        Secrets(estate);
        Strange(estate);
    }

    private static void Absent(DemoBuilder estate)
    {
        var bare = estate.Retag(DemoArns.Bucket("fusion-rms-cedarhome"));
        estate.Violates(bare, "TAG-ORG-01", "Was tagged once; now it has no tag at all.");
        var other = estate.Retag(DemoArns.Bucket("fusion-rms-brasskettle"), new KeyValuePair<string, string>("Product", "POS"));
        estate.Violates(other, "TAG-ORG-01", "Has tags, but none for the organization.");
    }

    private static void Spelling(DemoBuilder estate)
    {
        foreach (
            var (org, key) in (ReadOnlySpan<(string, string)>)[("lumensalon", "OrgID"), ("bluefinch", "orgid"), ("tyneoptics", "Org-Id")])
        {
            var arn = estate.Retag(DemoArns.Bucket("fusion-rms-" + org), new(key, org), new("Product", "POS"));
            estate.Violates(arn, "TAG-ORG-03", $"Spelled {key}; buckets take OrgId.");
        }

        estate.LooksLike(DemoArns.Bucket("fusion-rms-lumensalon"), "TAG-ORG-01", "The tag is there, in another spelling.");
        var queue = estate.Retag(DemoArns.Queue(Us, "saltlane-orders"), new("OrgID", "saltlane"), new("Component", "messaging"));
        estate.LooksLike(queue, "TAG-ORG-03", "No spelling is laid down for queues.");
    }

    // Only what AWS takes in tags: letters of any script and spaces of any width, but nothing of no width.
    private static void Misspelled(DemoBuilder estate)
    {
        foreach (var (org, key, why) in (ReadOnlySpan<(string, string, string)>)
        [
            ("saltlane", "\u041ergId", "Its key begins with a Cyrillic O; on every screen it reads OrgId."),
            ("peakbikes", "OrgId ", "A space at the end of the key."),
            ("alpenbrot", "Orgld", "A small l where the capital I of OrgId belongs."),
            ("prahacrystal", "OrgId\u00a0", "A no-break space at the end of the key."),
        ])
        {
            var bucket = estate.Retag(DemoArns.Bucket("fusion-rms-" + org), new(key, org), new("Product", "POS"));
            estate.Violates(bucket, "TAG-ORG-03", why);
            estate.LooksLike(bucket, "TAG-ORG-01", "The tag is there, misspelled.");
        }

        var queue = estate.Retag(DemoArns.Queue(Us, "pinepost-orders"), new("\uff2frgId", "pinepost"), new("Component", "messaging"));
        estate.Violates(queue, "TAG-ORG-10", "A full-width O, as some keyboards write it.");
        var alerts = estate.Retag(DemoArns.Topic(Us, "tidepets-alerts"), new("OrgI\u0501", "tidepets"), new("Component", "messaging"));
        estate.Violates(alerts, "TAG-ORG-10", "A Cyrillic letter for the d, on a kind that no spelling is laid down for.");
        var table = estate.Retag(DemoArns.Table(Eu, "fjordfish-carts"), new("OrgId", "fjordfish\u00a0"), new("Component", "storage"));
        estate.Violates(table, "TAG-ORG-07", "A no-break space behind the ID, as copied from a page.");
        var unit = estate.Retag(DemoArns.Bucket("fusion-rms-milanoshoes"), new("OrgId", "milanoshoes"), new("OrgUnit", "retail"));
        estate.LooksLike(unit, "TAG-ORG-10", "OrgUnit is another tag.");
        var typed = estate.Retag(DemoArns.Queue(Us, "saltlane-sync"), new("OrgId", "saltlane"), new("OrgIdd", "retail"));
        estate.LooksLike(typed, "TAG-ORG-10", "One letter from OrgId, but its value is no client.");
    }

    private static void Empty(DemoBuilder estate)
    {
        var bucket = estate.Retag(DemoArns.Bucket("fusion-rms-maplehw"), new("OrgId", ""), new("Product", "POS"));
        estate.Violates(bucket, "TAG-ORG-05", "The organization tag is there and empty.");
        var table = estate.Retag(DemoArns.Table(Us, "pinepost-carts"), new("OrgId", " "), new("Component", "storage"));
        estate.Violates(table, "TAG-ORG-05", "The organization tag holds a space.");
    }

    private static void Variants(DemoBuilder estate)
    {
        var bucket = estate.Retag(DemoArns.Bucket("fusion-rms-harborbooks"), new("OrgId", "harborbooks"), new("OrgID", "cedarhome"));
        estate.Violates(bucket, "TAG-ORG-06", "OrgId says harborbooks, OrgID says cedarhome.");
        var table = estate.Retag(DemoArns.Table(Us, "saltlane-carts"), new("OrgId", "saltlane"), new("orgid", "tidepets"));
        estate.Violates(table, "TAG-ORG-06", "OrgId says saltlane, orgid says tidepets.");
        var agreeing = estate.Retag(DemoArns.Table(Eu, "galwaywool-carts"), new("OrgId", "galwaywool"), new("OrgID", "galwaywool"));
        estate.LooksLike(agreeing, "TAG-ORG-06", "Two spellings with one value.");
    }

    private static void Unknown(DemoBuilder estate)
    {
        var p = new Place(DemoEstate.QaAccount, DemoEstate.UsEast);
        foreach (var (function, value) in (ReadOnlySpan<(string, string)>)[("nwqa-load", "xmsqa9"), ("harborqa-load", "nwqa2")])
        {
            var arn = estate.Add(p, DemoArns.Function(p, function), new("OrgId", value), new("Component", "functions"));
            estate.Violates("organization:" + value, "ORG-ID-02", $"No client has the ID {value}.");
            estate.LooksLike(arn, "TAG-ORG-07", $"That nobody recorded {value} is told once for {value}.");
        }

        var cased = estate.Retag(DemoArns.Queue(Us, "nwbakery-sync"), new("OrgId", "NwBakery"), new("Component", "messaging"));
        estate.Violates(cased, "TAG-ORG-07", "Differs from nwbakery in letter case; bills split by the value as it is.");
        estate.LooksLike("organization:nwbakery", "ORG-ID-02", "Whose it is, is not in doubt: organization IDs are unique ignoring case.");
    }

    private static void Disagreeing(DemoBuilder estate)
    {
        var river = estate.Retag(DemoArns.Bucket("fusion-rms-rivertoys"), new("OrgId", "oakgrocer"), new("Product", "POS"));
        estate.Violates(river, "TAG-ORG-08", "Named for rivertoys, tagged oakgrocer.");
        var oresund = estate.Retag(DemoArns.Bucket("fusion-rms-oresundbike"), new("OrgId", "lisboncork"), new("Product", "POS"));
        estate.Violates(oresund, "TAG-ORG-08", "Named for oresundbike, tagged lisboncork.");
        estate.LooksLike(DemoArns.Bucket("fusion-rms-juniper-books"), "TAG-ORG-08", "The name is recorded for juniper, and so is the tag.");
    }

    private static void OnShared(DemoBuilder estate)
    {
        var broker = estate.Retag(DemoArns.Broker(Us, "mq-POS-02"), new("Product", "POS"), new("OrgId", "kitecycles"));
        estate.Violates(broker, "TAG-ORG-09", "A shared broker that bills to Kite Cycles alone.");
        var database = estate.Retag(DemoArns.Database(Us, "db-POS-03"), new("Product", "POS"), new("OrgId", "nwbakery"));
        estate.Violates(database, "TAG-ORG-09", "A shared database instance that bills to Northwind Bakery alone.");
    }

    private static void Secrets(DemoBuilder estate)
    {
        // Put together here so that no file of the product holds anything that looks like a credential.
        var password = string.Concat("Pass", "word=Tr", "out9-Lane-Str", "eet");
        var key = string.Concat("AK", "IA", "Q3EGRIVERTOYS7XX");
        var function =
            estate.Retag(
            DemoArns.Function(Us, "saltlane-price-sync"), new("OrgId", "saltlane"),
            new("Connection", "Server=db-POS-02;User Id=pos_saltlane_user;" + password));
        estate.Violates(function, "TAG-SEC-01", "A connection string with its password in a tag.");
        var queue = estate.Retag(DemoArns.Queue(Us, "rivertoys-sync"), new("OrgId", "rivertoys"), new("Key", key));
        estate.Violates(queue, "TAG-SEC-02", "An access key’s id in a tag: no secret, and no use.");
        var check = estate.Retag(
            DemoArns.Function(Us, "tidepets-license-check"), new("OrgId", "tidepets"),
                new(string.Concat("AK", "IA", "Q3EGTIDEPETS9XYZ"), "price import"));
        estate.Violates(check, "TAG-SEC-02", "An access key’s id as a tag’s key, which belongs on the IAM user alone.");
        estate.LooksLike(queue, "TAG-SEC-01", "The id of an access key opens nothing.");
        var announced = estate.Retag(
            DemoArns.LogGroup(Us, "/pos/tidepets/api"), new("OrgId", "tidepets"),
                new("Note", string.Concat("Pass", "wort für den Dienst: Linden", "hof12")));
        estate.Violates(announced, "TAG-SEC-01", "A password, told in German in a note.");
        var parameter = estate.Retag(
            DemoArns.LogGroup(Us, "/pos/tidepets/tenant"), new("OrgId", "tidepets"), new("DbPassword", "/prod/pos/tidepets/db/password"),
                new("MasterUserSecret", "managed"));
        estate.LooksLike(parameter, "TAG-SEC-01", "The name of a parameter, and a word that says who keeps it.");
        var reference =
            estate.Retag(
            DemoArns.Function(Us, "rivertoys-price-sync"), new("OrgId", "rivertoys"),
            new("Credential", "Fusion Password Manager: rivertoys cloud database"));
        estate.LooksLike(reference, "TAG-SEC-01", "Says where the credential is, not what it is.");
    }

    /// <summary>Values that must come through as they are and harm nobody.</summary>
    private static void Strange(DemoBuilder estate)
    {
        estate.Retag(DemoArns.LogGroup(Us, "/pos/juniper/tenant"), new("OrgId", "juniper"), new("Note", "<script>alert('tag')</script>"));
        estate.Retag(DemoArns.LogGroup(Us, "/pos/juniper/api"), new("OrgId", "juniper"), new("Note", "left \u202Ethgir\u202C left"));
        estate.Retag(
            DemoArns.LogGroup(Us, "/pos/juniper/worker"), new("OrgId", "juniper"),
            new("Note", string.Concat(Enumerable.Repeat("256 characters! ", 16))));
        estate.Retag(DemoArns.LogGroup(Us, "/pos/juniper/register"), new("OrgId", "juniper"), new("Note", "🧁 =1+1 @sum"));
    }
}
