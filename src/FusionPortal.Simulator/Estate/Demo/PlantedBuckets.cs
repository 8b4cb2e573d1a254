using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Clients' buckets that let in whom they should not, and some that only look it. Only the reading of each bucket tells.</summary>
internal static class PlantedBuckets
{
    private const string Account = DemoEstate.ProductionAccount;

    public static void Plant(DemoBuilder estate)
    {
        Public(estate);
        Own(estate);
        Others(estate);
        Switches(estate);
        Folder(estate);
        Gallery(estate);
        Pairs(estate);
    }

    private static void Public(DemoBuilder estate)
    {
        const string Rule = "CFG-S3-01";
        estate.ViolatesWhenListed(
            Set(estate, "pinepost", (b, u) => [DemoBuckets.Public(b + "/*"), .. DemoBuckets.Client(b, u)]), Rule,
            "Everybody may read all of it.");
        estate.ViolatesWhenListed(
            Set(estate, "bluefinch", (b, u) =>
                [DemoBuckets.Allow("PublicRead", "*", ["s3:GetObject", "s3:ListBucket"], b, b + "/pub/*"), .. DemoBuckets.Client(b, u)]),
            Rule, "Everybody may list it too.");
        estate.LooksLike(
            Set(estate, "galwaywool", (b, u) => [DemoBuckets.Public(b + "/pub/*/thumb.png"), .. DemoBuckets.Client(b, u)]), Rule,
            "A wildcard in the middle, and all of it within pub/.");
        estate.LooksLike(
            Set(estate, "tyneoptics", (b, u) => [
                DemoBuckets.Public(b + "/pub/*"), .. DemoBuckets.Client(b, u),
                $$"""
                {"Sid":"EncryptedOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["{{b}}","{{b}}/*"],
                "Condition":{"Bool":{"aws:SecureTransport":"false"} } }
                """]), Rule, "For everybody, and denies: calls that are not encrypted.");
        estate.LooksLike(
            Set(estate, "testarossa", (b, u) => [
                $$"""
                {"Sid":"Endpoint","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"{{b}}/*",
                "Condition":{"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"} } }
                """, .. DemoBuckets.Client(b, u)]), Rule, "For everybody who comes by one endpoint: who that is cannot be told from here.");
    }

    private static void Own(DemoBuilder estate)
    {
        const string Rule = "CFG-S3-02";
        estate.ViolatesWhenListed(
            Set(estate, "lumensalon", (b, _) => [DemoBuckets.Public(b + "/pub/*")]), Rule,
            "Lets everybody read, and its client do nothing.");
        estate.ViolatesWhenListed(
            Set(estate, "maplehw", (b, u) => [
                DemoBuckets.Public(b + "/pub/*"), DemoBuckets.Allow("ClientFiles", u, ["s3:GetObject", "s3:PutObject"], b + "/*"),
                DemoBuckets.Allow("ClientList", u, ["s3:ListBucket"], b)]), Rule, "Its client may not delete.");
        foreach (var (org, user) in (ReadOnlySpan<(string, string)>)[("orchardco", "rms-orchardco"), ("peakbikes", "peakbikes_media")])
            estate.LooksLike(
                DemoArns.Bucket("fusion-rms-" + org), Rule, $"Lets in {user}, which is tagged as the client’s, and no rms_{org}.");
        estate.LooksLike(
            Set(estate, "rivertoys", (b, u) => [
                DemoBuckets.Public(b + "/pub/*"), DemoBuckets.Allow("Client", u, ["s3:*Object", "s3:List*"], b, b + "/*")]), Rule,
            "Wildcards in actions name all that is needed.");
    }

    private static void Others(DemoBuilder estate)
    {
        const string Rule = "CFG-S3-03";
        Lets("brasskettle", DemoArns.IamUser(Account, "rms_bluefinch"), "Blue Finch Coffee’s user may read it.");
        Lets("devonshire", $"arn:aws:iam::{DemoEstate.QaAccount}:root", "Everybody in POS QA to whom POS QA gives it may read it.");
        Lets("qarma", "arn:aws:iam::999988887777:role/exports", "A role of an account that is not ours may read it.");
        estate.LooksLike(
            Set(estate, "cedarhome", (b, u) => Usual(b, u, DemoArns.IamRole(Account, "pos-host"))), Rule,
            "A role of the same account: no client, and no other account.");
        estate.LooksLike(
            Set(estate, "harborbooks", (b, u) => Usual(b, u, "AIDAEXAMPLE5DELETED7U")), Rule,
            "A user that was deleted lets nobody in; whose it was cannot be told any more.");

        void Lets(string org, string principal, string why) =>
            estate.ViolatesWhenListed(Set(estate, org, (b, u) => Usual(b, u, principal)), Rule, why);

        static IEnumerable<string> Usual(string bucket, string user, string more) =>
            [DemoBuckets.Public(bucket + "/pub/*"), .. DemoBuckets.Client(bucket, user),
                DemoBuckets.Allow("Export", more, ["s3:GetObject"], bucket + "/*")];
    }

    private static void Switches(DemoBuilder estate)
    {
        const string Rule = "CFG-S3-04";
        foreach (var org in (string[])["fjordfish", "milanoshoes"])
            estate.ViolatesWhenListed(
                Set(estate, org, f => f with { PublicAccessBlock = PublicAccessBlock.On }), Rule,
                "Blocks public access, so nobody sees pub/.");
        estate.LooksLike(
            Set(estate, "oresundbike", f => f with { PublicAccessBlock = new(true, true, false, false) }), Rule,
            "Blocks access control lists only, and pub/ is public by the policy.");
        estate.LooksLike(
            Set(estate, "nwbakery", f => f with { PublicAccessBlock = null }), Rule, "No such configuration at all: nothing is blocked.");
    }

    private static void Folder(DemoBuilder estate)
    {
        const string Rule = "CFG-S3-05";
        foreach (var org in (string[])["saltlane", "prahacrystal"])
            estate.ViolatesWhenListed(Set(estate, org, f => f with { Objects = ["media/", "public/logo.png"] }), Rule, "Has no pub/.");
        estate.LooksLike(
            Set(estate, "alpenbrot", f => f with { Objects = ["pub/"] }), Rule, "The folder is there, and nothing in it yet.");
    }

    private static void Gallery(DemoBuilder estate)
    {
        const string Rule = "CFG-S3-06";
        estate.ViolatesWhenListed(
            Set(estate, "prahacrystal", DemoBuckets.Client), Rule, "Its policy lets in the client, and nobody else.");
        estate.ViolatesWhenListed(
            DemoArns.Bucket("fusion-rms-galwaywool"), Rule, "Everybody may read pictures of one name, and not the folder.");
        estate.LooksLike(DemoArns.Bucket("fusion-rms-pinepost"), Rule, "Everybody may read all of it, pub/ too.");
    }

    /// <summary>A client's bucket and its user come and go together.</summary>
    private static void Pairs(DemoBuilder estate)
    {
        const string Rule = "CFG-REF-01";
        estate.Remove(DemoArns.IamUser(DemoEstate.QaAccount, "rms_retaildemo"));
        // AWS puts a deleted user's id into the policies that named it.
        var orphan = Set(
            estate, "retaildemo", (b, _) => [DemoBuckets.Public(b + "/pub/*"), .. DemoBuckets.Client(b, "AIDAEXAMPLE5DELETED7V")]);
        estate.ViolatesWhenListed(orphan, Rule, "The client’s user was deleted.");
        estate.ViolatesWhenListed(orphan, "CFG-S3-02", "Names the id of the deleted user, which lets nobody in.");
        estate.Remove(DemoArns.Bucket("fusion-rms-posdev"));
        estate.ViolatesWhenListed(
            DemoArns.IamUser(DemoEstate.QaAccount, "rms_posdev"), Rule, "The client’s bucket was deleted, and the user left behind.");
        estate.LooksLike(DemoArns.Bucket("fusion-rms-orchardco"), Rule, "The client’s user has another name, and its tag.");
        estate.LooksLike(DemoArns.IamUser(Account, "rms_juniper"), Rule, "The client’s bucket has another name, which is recorded.");
        estate.LooksLike(
            DemoArns.Bucket("fusion-rms-kiteqa"), Rule, "The client’s user is in another account: that is another rule’s business.");
    }

    private static string Set(DemoBuilder estate, string org, Func<string, string, IEnumerable<string>> statements) => Set(
        estate, org, f => f with
        {
            Policy = DemoBuckets.Policy(statements(DemoArns.Bucket("fusion-rms-" + org), DemoArns.IamUser(Account, "rms_" + org))),
        });

    private static string Set(DemoBuilder estate, string org, Func<BucketFacts, BucketFacts> change) => estate.Change(
        DemoArns.Bucket("fusion-rms-" + org),
        r => r with { Facts = change(r.Facts as BucketFacts ?? throw new InvalidOperationException($"{r.Arn} has no facts.")) });
}
