using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>What AWS and its services made by themselves: nobody here chose a name, so none of it is a violation.</summary>
internal static class MadeByAws
{
    private const string Account = DemoEstate.ProductionAccount;
    private const string TrustsAutoScaling =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
            + """{"Service":"autoscaling.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private static readonly Place Us = new(Account, DemoEstate.UsEast);
    private static readonly Place Corporate = new(DemoEstate.CorporateAccount, DemoEstate.UsEast);

    public static void Plant(DemoBuilder estate)
    {
        Buckets(estate);
        Hosts(estate);
        Network(estate);
        Role(estate, "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
        Role(estate, "aws-reserved/sso.amazonaws.com/AWSReservedSSO_TestDataReader_0a1b2c3d4e5f6a7b");
        estate.LooksLike(
            DemoArns.IamRole(Account, "aws-reserved/sso.amazonaws.com/AWSReservedSSO_TestDataReader_0a1b2c3d4e5f6a7b"), "ENV-04",
            "Test stands in the name, which IAM Identity Center made of a permission set's.");
    }

    private static void Buckets(DemoBuilder estate)
    {
        foreach (var (name, why) in (ReadOnlySpan<(string, string)>)
            [($"aws-cloudtrail-logs-{Account}-5f0c2a9e", "CloudTrail made it for a trail's log."),
                ("cf-templates-1q2w3e4r5t6y-us-east-1", "CloudFormation made it for templates.")])
        {
            var arn = estate.Add(Us, DemoArns.Bucket(name), new KeyValuePair<string, string>("Owner", "cloud-installs"));
            estate.LooksLike(arn, "NAME-S3-02", $"No client's, but not nobody's: {why}");
        }
    }

    private static void Hosts(DemoBuilder estate)
    {
        foreach (var number in (string[])["1", "2"])
        {
            var arn = estate.Add(
                Us, DemoArns.Ec2(Us, "instance", "i", "POS-web-" + number),
                new("Name", "POS-web"), new("Product", "POS"), new("aws:autoscaling:groupName", "POS-web"));
            estate.LooksLike(arn, "NAME-EC2-01", "EC2 Auto Scaling launched it: all instances of a group have one name.");
        }

        var member = estate.NeverTag(estate.Add(Us, DemoArns.Database(Us, "reporting-instance-1")));
        estate.Change(member, r => r with { Facts = new DatabaseFacts("postgres", "16.4", "us-east-1a") { Cluster = "reporting" } });
        estate.LooksLike(member, "NAME-RDS-01", "RDS named it: it is a member of the Multi-AZ DB cluster reporting.");
    }

    private static void Network(DemoBuilder estate)
    {
        var id = DemoFacts.Id(Corporate, "vpc", "vpc", "default");
        Own("vpc", "vpc", "default", new NetworkFacts(id) { Cidr = "172.31.0.0/16", IsDefault = true });
        Own("subnet", "subnet", "default-a", new NetworkFacts(id) { Cidr = "172.31.0.0/20", Zone = "us-east-1a", IsDefault = true });
        Own("subnet", "subnet", "default-b", new NetworkFacts(id) { Cidr = "172.31.16.0/20", Zone = "us-east-1b", IsDefault = true });
        Own("security-group", "sg", "d-926720fc18_controllers", new SecurityGroupFacts(
            "d-926720fc18_controllers", "AWS created security group for d-926720fc18 directory controllers", id, []));

        void Own(string type, string prefix, string name, ResourceFacts facts) =>
            estate.Change(
                estate.NeverTag(estate.Add(Corporate, DemoArns.Ec2(Corporate, type, prefix, name))), r => r with { Facts = facts });
    }

    private static void Role(DemoBuilder estate, string name) =>
        estate.Change(
            estate.NeverTag(estate.Add(Us, DemoArns.IamRole(Account, name))), r =>
            r with { Facts = new IdentityFacts { TrustPolicy = TrustsAutoScaling } });
}
