using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Tests.Fleet.Scenarios;

/// <summary>Where the guide contradicts itself, either reading is right: nothing of all this is a finding, unless it says so.</summary>
internal sealed class ConflictsOfTheGuide : Planting
{
    public override void Plant()
    {
        var maple = Client();

        // Tenant managers: pos_ or POS_, upper or lower case. AWS shows the host they are called after, and secrets called after them.
        var number = Fleet.NewNumber();
        foreach (var name in (string[])[$"POS{number}", $"pos{Fleet.NewNumber()}", $"Pos{Fleet.NewNumber()}"]) Host(name);
        foreach (var name in (string[])[$"POS_POS{number}", $"pos_pos{number}", $"pos_POS{number}_user"])
            Add(SecretsManagerSecret.Kind, name);

        // RDS keeps names in lower case, Amazon MQ and EC2 keep them as they were typed.
        Rds($"db-pos-{Fleet.NewNumber()}");
        Breaks("Amazon MQ keeps letter case, so mq-pos is not mq-POS.", Broker($"mq-pos-{Fleet.NewNumber()}"), "NAME-MQ-01");
        Breaks("EC2 keeps letter case, so sg-pos is not SG-POS.", Group("sg-pos-web"), "NAME-SG-01");

        // One product, three tokens; and a company that was renamed while its resources were not.
        foreach (var product in (string[])["POS", "RMS", "XMS"])
        {
            Rds($"db-{product.ToLowerInvariant()}-{Fleet.NewNumber()}");
            Broker($"mq-{product}-{Fleet.NewNumber()}");
            Group($"SG-{product}-OPS");
            Host($"{product}{Fleet.NewNumber()}");
        }

        Breaks("Kensium is the company's name since, and no bucket's.", Bucket("kensium-rms-maple").Tag("OrgId", maple.Id), "NAME-S3-01");

        // CORP or corp, Store ID or Site ID: a site is no organization and no environment.
        foreach (var site in (string[])["CORP", "corp", "store1", "STORE1"])
        {
            Queue($"{maple.Id}_{site}-{Fleet.Next()}");
            Queue().Tag("OrgId", maple.Id).Tag("SiteId", site).Tag("Store", site);
        }

        // The recipe of the first tenant is called two things.
        foreach (var recipe in (string[])["POS Manager", "POS_Tenant"]) Host($"POS{Fleet.NewNumber()}").Tag("Recipe", recipe);

        // xmsqa in the host name's example, xmsqa1 everywhere else: two IDs, not a rule.
        Fleet.Client(EnvironmentKind.Production, "xmsqa");
        Fleet.Client(EnvironmentKind.QA, "xmsqa1");

        // OrgId on buckets, OrgID on users; neither is wrong where nothing is laid down.
        Queue().Tag("OrgId", maple.Id);
        Queue().Tag("OrgID", maple.Id);
        maple.Bucket.Tag("OrgID", maple.Id);
        maple.User.Tag("OrgId", maple.Id);
    }
}
