namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Names that are wrong, and names that only look it.</summary>
internal static class PlantedNames
{
    private static readonly Place Us = new(DemoEstate.ProductionAccount, DemoEstate.UsEast);
    private static readonly Place Qa = new(DemoEstate.QaAccount, DemoEstate.UsEast);
    private static readonly Place Eu = new(DemoEstate.ProductionAccount, DemoEstate.EuWest);

    public static void Plant(DemoBuilder estate)
    {
        Buckets(estate);
        BesidePos(estate);
        Numbers(estate);
        Databases(estate);
        Brokers(estate);
        Hosts(estate);
        SecurityGroups(estate);
    }

    private static void Buckets(DemoBuilder estate)
    {
        foreach (
            var (org, name) in (ReadOnlySpan<(string, string)>)[("alpinegear", "fusion-rms-alpinegear-1"), ("tidepets", "tidepets-media")])
        {
            estate.Remove(DemoArns.Bucket("fusion-rms-" + org));
            var arn = estate.Add(Us, DemoArns.Bucket(name), new("OrgId", org), new("Product", "POS"));
            estate.Violates(arn, "NAME-S3-01", $"{org}'s bucket has another name than fusion-rms-{org}, and nobody recorded it.");
        }

        estate.LooksLike(
            DemoArns.Bucket("fusion-rms-juniper-books"), "NAME-S3-01",
            "The conventional name was taken; this one is recorded with the client.");
        estate.LooksLike(
            DemoArns.Bucket("sunfield-rms-media"), "NAME-S3-01", "The conventional name was taken; this one is recorded with the client.");
        estate.LooksLike(DemoArns.Bucket("sunfield-rms-media"), "NAME-S3-02", "No pattern names a client here, but the record does.");

        foreach (var name in (string[])["pos-release-packages", "pos-cloudtrail-" + DemoEstate.ProductionAccount])
        {
            var arn = estate.Add(Us, DemoArns.Bucket(name), new("Product", "POS"), new("Owner", "cloud-installs"));
            estate.Violates(arn, "NAME-S3-02", "A bucket in the production account that no name, tag or record ties to a client.");
        }
    }

    private static void Databases(DemoBuilder estate)
    {
        foreach (var name in (string[])["db-rms-prod", "posreports"])
        {
            var arn = estate.Add(Us, DemoArns.Database(Us, name), new("Product", "POS"), new("Engine", "sqlserver-web"));
            estate.Violates(arn, "NAME-RDS-01", "Not db-POS-{nn}.");
        }
    }

    private static void Brokers(DemoBuilder estate)
    {
        var wrongCase = estate.Add(Us, DemoArns.Broker(Us, "mq-pos-04"), new KeyValuePair<string, string>("Product", "POS"));
        estate.Violates(wrongCase, "NAME-MQ-01", "Brokers keep the case they are given, so mq-pos-04 is not mq-POS-04.");
        var free = estate.Add(Eu, DemoArns.Broker(Eu, "rabbit-main"), new KeyValuePair<string, string>("Product", "POS"));
        estate.Violates(free, "NAME-MQ-01", "Not mq-POS-{nn}.");
    }

    private static void Hosts(DemoBuilder estate)
    {
        foreach (var name in (string[])["reporting", "POS-WEB-6"])
        {
            var arn = estate.Add(Us, DemoArns.Ec2(Us, "instance", "i", name), new("Name", name), new("Product", "POS"));
            estate.Violates(arn, "NAME-EC2-01", "Not POS{nn}.");
        }
    }

    /// <summary>Names hold in the QA account too, where POS is in the same VPC.</summary>
    private static void BesidePos(DemoBuilder estate)
    {
        foreach (var name in (string[])["till-history", "qadata"])
        {
            var arn = estate.Add(Qa, DemoArns.Database(Qa, name), new KeyValuePair<string, string>("Product", "POS"));
            estate.ViolatesWhenListed(arn, "NAME-RDS-02", "In the QA account's VPC of POS, and not db-POS-{nn}.");
        }

        foreach (var name in (string[])["jumphost", "load-generator"])
        {
            var arn = estate.Add(Qa, DemoArns.Ec2(Qa, "instance", "i", name), new KeyValuePair<string, string>("Name", name));
            estate.ViolatesWhenListed(arn, "NAME-EC2-02", "In the QA account's VPC of POS, and not POS{nn}.");
        }

        var corporate = new Place(DemoEstate.CorporateAccount, DemoEstate.UsEast);
        estate.LooksLike(
            DemoArns.Ec2(corporate, "instance", "i", "corp-build"), "NAME-EC2-02", "Another application's: POS is not beside it.");
        var crm = estate.Add(corporate, DemoArns.Database(corporate, "crm"), new KeyValuePair<string, string>("Application", "crm"));
        estate.LooksLike(crm, "NAME-RDS-02", "Another application's: POS is not beside it.");
    }

    private static void Numbers(DemoBuilder estate)
    {
        const string Broker = "NAME-MQ-02";
        estate.Violates(
            estate.Add(Eu, DemoArns.Broker(Eu, "mq-POS-01"), new KeyValuePair<string, string>("Product", "POS")), Broker,
            "us-east-1 has the number already.");
        estate.Violates(DemoArns.Broker(Us, "mq-POS-01"), Broker, "eu-west-1 has the number too.");
        estate.LooksLike(DemoArns.Broker(Us, "mq-RMS-03"), Broker, "Number 3 stands in one name only, whatever its token.");

        const string Other = "NAME-NUM-01";
        estate.Violates(
            estate.Add(Qa, DemoArns.Database(Qa, "db-POS-22"), new KeyValuePair<string, string>("Product", "POS")), Other,
            "The production account has the number already.");
        estate.Violates(DemoArns.Database(Eu, "db-POS-22"), Other, "The QA account has the number too.");
        estate.LooksLike(
            DemoArns.Ec2(Us, "instance", "i", "POS02"), Other, "Host and database of one number are two kinds of thing.");
    }

    private static void SecurityGroups(DemoBuilder estate)
    {
        foreach (var (name, org) in (ReadOnlySpan<(string, string)>)[("launch-wizard-3", "peakbikes"), ("orchard office", "orchardco")])
        {
            var arn = estate.Add(Us, DemoArns.Ec2(Us, "security-group", "sg", name), new("Name", name), new("OrgId", org));
            estate.Violates(arn, "NAME-SG-01", "Serves POS, as its organization tag says, but is not SG-POS-{PURPOSE}.");
            estate.Violates(arn, "TAG-ORG-09", "A security group serves whoever is behind it, and is tagged with one client.");
        }

        var nobodys = estate.Add(
            Us, DemoArns.Ec2(Us, "security-group", "sg", "launch-wizard-7"), new KeyValuePair<string, string>("Name", "launch-wizard-7"));
        estate.Violates(nobodys, "NAME-SG-01", "The console's own proposal, in the account that hosts nothing but POS.");
        var anybodys = estate.Add(
            Qa, DemoArns.Ec2(Qa, "security-group", "sg", "launch-wizard-9"), new KeyValuePair<string, string>("Name", "launch-wizard-9"));
        estate.LooksLike(anybodys, "NAME-SG-01", "The console's own proposal, in an account where other things may be.");
        estate.Add(Us, DemoArns.Ec2(Us, "security-group", "sg", "default"), new KeyValuePair<string, string>("Name", "default"));
        estate.LooksLike(
            DemoArns.Ec2(Us, "security-group", "sg", "default"), "NAME-SG-01", "AWS's own default group claims nothing of POS.");
    }
}
