using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>IAM users that are named, tagged or placed wrongly, and some that only look it. The tagging API shows none of them.</summary>
internal static class PlantedIdentities
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate)
    {
        Names(estate);
        Absent(estate);
        Spelling(estate);
        Tags(estate);
        Places(estate);
        People(estate);
        Access(estate);
        Credentials(estate);
        Roots(estate);
    }

    private static void Names(DemoBuilder estate)
    {
        foreach (var (org, name) in (ReadOnlySpan<(string, string)>)[("orchardco", "rms-orchardco"), ("peakbikes", "peakbikes_media")])
        {
            estate.Remove(DemoArns.IamUser(Us.Account, "rms_" + org));
            var user = estate.Add(Us, DemoArns.IamUser(Us.Account, name), Tag("OrgID", org));
            estate.ViolatesWhenListed(user, "NAME-IAM-01", $"{org}'s user has another name than rms_{org}.");
        }

        estate.LooksLike(
            DemoArns.IamUser(Us.Account, "rms_juniper"), "NAME-IAM-01", "Only the bucket's name was taken; the user has its own.");
    }

    private static void Absent(DemoBuilder estate)
    {
        var bare = estate.NeverTag(DemoArns.IamUser(Us.Account, "rms_cedarhome"));
        estate.ViolatesWhenListed(bare, "TAG-ORG-02", "Has no tag at all.");
        var other = estate.Retag(DemoArns.IamUser(Us.Account, "rms_alpinegear"), Tag("Owner", "cloud-installs"));
        estate.ViolatesWhenListed(other, "TAG-ORG-02", "Has a tag, but none for the organization.");
    }

    private static void Spelling(DemoBuilder estate)
    {
        foreach (var (org, key) in (ReadOnlySpan<(string, string)>)[("bluefinch", "OrgId"), ("lumensalon", "orgid")])
        {
            var user = estate.Retag(DemoArns.IamUser(Us.Account, "rms_" + org), Tag(key, org));
            estate.ViolatesWhenListed(user, "TAG-ORG-04", $"Spelled {key}; IAM users take OrgID.");
            estate.LooksLike(user, "TAG-ORG-02", "The tag is there, in another spelling.");
        }

        var greek = estate.Retag(DemoArns.IamUser(Us.Account, "rms_saltlane"), Tag("Org\u0399D", "saltlane"));
        estate.ViolatesWhenListed(greek, "TAG-ORG-04", "A Greek capital iota where the I of OrgID belongs.");
        estate.LooksLike(greek, "TAG-ORG-02", "The tag is there, misspelled.");
        estate.LooksLike(DemoArns.IamUser(Us.Account, "rms_nwbakery"), "TAG-ORG-04", "OrgID is wrong on a bucket and right on a user.");
    }

    private static void Tags(DemoBuilder estate)
    {
        var user = estate.Retag(DemoArns.IamUser(Us.Account, "rms_tidepets"), Tag("OrgID", "saltlane"));
        estate.ViolatesWhenListed(user, "TAG-ORG-08", "Named for tidepets, tagged saltlane.");
    }

    private static void Places(DemoBuilder estate)
    {
        var demo = estate.Add(Us, DemoArns.IamUser(Us.Account, "rms_posdemo"), Tag("OrgID", "posdemo"));
        estate.ViolatesWhenListed(demo, "ENV-01", "The demonstration store's user is in POS Production.");
        var live = estate.Add(Qa, DemoArns.IamUser(Qa.Account, "rms_nwbakery"), Tag("OrgID", "nwbakery"));
        estate.ViolatesWhenListed(live, "ENV-02", "Northwind Bakery is a production client; this user is in POS QA.");
        foreach (var org in (string[])["posdemo", "nwbakery"])
            estate.ViolatesWhenListed("organization:" + org, "ENV-05", $"{org} has an IAM user in POS Production and one in POS QA.");

        var former = estate.NeverTag(estate.Add(Us, DemoArns.IamUser(Us.Account, "rms_oldclient")));
        estate.LooksLike(
            former, "ORG-ID-02", "The portal knows no client oldclient; that is told for oldclient, with this user among what shows it.");
        estate.ViolatesWhenListed(former, "TAG-ORG-02", "Named as a client's user, and has no tag.");
    }

    private static void People(DemoBuilder estate)
    {
        foreach (var person in (string[])["marek.novak", "ana.ruiz"])
        {
            var user = estate.Add(Us, DemoArns.IamUser(Us.Account, person), Tag("Owner", "cloud-installs"));
            estate.Change(
                user, r => r with { Facts = new IdentityFacts { Groups = ["cloud-installs"], HasConsolePassword = true, AccessKeys = 0 } });
            estate.LooksLike(user, "TAG-ORG-02", "A person's own user: it is no client's.");
            estate.LooksLike(user, "NAME-IAM-01", "A person's own user: it is no client's.");
        }
    }

    /// <summary>A client's user has one key and nothing else.</summary>
    private static void Access(DemoBuilder estate)
    {
        const string Rule = "CFG-IAM-01";
        var signsIn = Gains("rms_saltlane", new IdentityFacts { HasConsolePassword = true });
        estate.ViolatesWhenListed(signsIn, Rule, "Somebody set a console password for it.");
        var policy = Gains("rms_maplehw", new IdentityFacts { ManagedPolicies = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] });
        estate.ViolatesWhenListed(policy, Rule, "A policy of its own opens every bucket of the account.");
        estate.LooksLike(Gains("rms_pinepost", new IdentityFacts { AccessKeys = 2 }), Rule, "Two keys, as while one is replaced.");
        estate.LooksLike(Gains("rms_fjordfish", new IdentityFacts { AccessKeys = 0 }), Rule, "No key yet, as right after an install.");
        estate.LooksLike(
            DemoArns.IamUser(Us.Account, "marek.novak"), Rule, "A person's own user, who signs in and is in a group: it is no client's.");

        string Gains(string name, IdentityFacts facts) => estate.Change(DemoArns.IamUser(Us.Account, name), r => r with { Facts = facts });
    }

    /// <summary>People's second factors and everybody's keys.</summary>
    private static void Credentials(DemoBuilder estate)
    {
        foreach (var person in (string[])["iris.holm", "tom.baker"])
            estate.ViolatesWhenListed(
                Person(person, new IdentityFacts { HasConsolePassword = true, HasMfa = false, AccessKeys = 0 }), "WHO-04",
                "Signs in to the console with a password alone.");
        estate.LooksLike(DemoArns.IamUser(Us.Account, "ana.ruiz"), "WHO-04", "Has a second factor.");
        estate.LooksLike(
            DemoArns.IamUser(Us.Account, "rms_oakgrocer"), "WHO-04", "Has no second factor, and no password that would need one.");

        var old = Facts("rms_kitecycles", f => f with { KeyAgeDays = 800 });
        estate.ViolatesWhenListed(old, "WHO-05", "Its key is 800 days old.");
        estate.ViolatesWhenListed(
            Person("old.export", new IdentityFacts { KeyAgeDays = 400 }), "WHO-05", "A person's key that is 400 days old.");
        estate.LooksLike(Facts("rms_harborbooks", f => f with { KeyAgeDays = 360 }), "WHO-05", "360 days old: not yet a year.");
        estate.LooksLike(
            Facts("rms_fjordfish", f => f with { KeyAgeDays = 800 }), "WHO-05", "Has no active key, whenever it was made.");

        estate.ViolatesWhenListed(DemoArns.IamUser(Us.Account, "rms_pinepost"), "WHO-06", "Two active keys.");
        estate.ViolatesWhenListed(Facts("rms_nwbakery", f => f with { AccessKeys = 2 }), "WHO-06", "Two active keys.");
        estate.LooksLike(DemoArns.IamUser(Us.Account, "rms_fjordfish"), "WHO-06", "No key yet, as right after an install.");

        string Person(string name, IdentityFacts facts) => estate.Change(
            estate.Add(Us, DemoArns.IamUser(Us.Account, name), Tag("Owner", "cloud-installs")), r => r with { Facts = facts });

        string Facts(string name, Func<IdentityFacts, IdentityFacts> change) => estate.Change(
            DemoArns.IamUser(Us.Account, name), r => r with { Facts = change(r.Facts as IdentityFacts ?? new IdentityFacts()) });
    }

    /// <summary>Of the accounts themselves; <see cref="DemoEstate"/> says when root was used and where it has a key.</summary>
    private static void Roots(DemoBuilder estate)
    {
        estate.ViolatesWhenListed(Root(DemoEstate.ProductionAccount), "WHO-02", "Root was used 12 days ago.");
        estate.ViolatesWhenListed(Root(DemoEstate.CorporateAccount), "WHO-02", "Root was used 3 days ago.");
        estate.ViolatesWhenListed(Root(DemoEstate.QaAccount), "WHO-03", "Root has an access key.");
        estate.ViolatesWhenListed(Root(DemoEstate.CorporateAccount), "WHO-03", "Root has an access key.");
        estate.ViolatesWhenListed(Root(DemoEstate.CorporateAccount), "WHO-04", "Root has no second factor.");
        estate.LooksLike(Root(DemoEstate.QaAccount), "WHO-02", "Root was used, but more than a year ago.");
        estate.LooksLike(Root(DemoEstate.ProductionAccount), "WHO-03", "Root was used, and has no key.");
        estate.LooksLike(Root(DemoEstate.ProductionAccount), "WHO-04", "Root was used, and has a second factor.");

        static string Root(string account) => $"arn:aws:iam::{account}:root";
    }

    private static KeyValuePair<string, string> Tag(string key, string value) => new(key, value);
}
