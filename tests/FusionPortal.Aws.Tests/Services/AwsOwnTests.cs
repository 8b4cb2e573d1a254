using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>What lists return that AWS made or manages: the listing says so, and no convention judges its name. Beside each, what it is
/// not.</summary>
public sealed class AwsOwnTests
{
    private const string Ec2 = $"arn:aws:ec2:{Simulated.Region}:{Simulated.Account}:";

    private static readonly KeyValuePair<string, string> OfAcme = new("OrgId", "acme");

    [Theory]
    [InlineData("default", "AWS’s own: the VPC’s default security group", "nothing")]
    [InlineData("ElasticMapReduce-master", "Made by Amazon EMR: the managed security group of clusters", "nothing")]
    [InlineData(
        "awseb-e-abcdefghij-stack-AWSEBSecurityGroup-1ABC", "Made by Elastic Beanstalk: the security group of an environment", "nothing")]
    [InlineData("launch-wizard-3", null, "violation")]
    [InlineData("default-web", null, "violation")]
    public async Task SecurityGroup_ThatEveryVpcHas_CannotBeNamedOtherwise(string name, string? own, string verdict)
    {
        var group =
            new SimulatedResource(Ec2 + "security-group/sg-0a1b2c3d4e5f60718", [OfAcme])
            {
                Facts = new SecurityGroupFacts(name, name, "vpc-1", [])
            };

        Assert.Equal((own, verdict), await JudgeAsync(group, "ec2", "NAME-SG-01"));
    }

    [Theory]
    [InlineData("eks.amazonaws.com", "AWS’s own: managed by eks.amazonaws.com", "nothing")]
    [InlineData(null, null, "violation")]
    public async Task Instance_ThatAServiceManages_IsNoHost(string? manager, string? own, string verdict)
    {
        var instance = new SimulatedResource(Ec2 + "instance/i-0a1b2c3d4e5f60718", [new("Name", "node")])
        {
            Facts = new InstanceFacts("running", "t3.large", "us-east-1a") { Operator = manager },
        };

        Assert.Equal((own, verdict), await JudgeAsync(instance, "ec2", "NAME-EC2-01"));
    }

    [Theory]
    [InlineData("aws:autoscaling:groupName", "Made by Amazon EC2 Auto Scaling: an instance of a group", "nothing")]
    [InlineData("aws:cloudformation:stack-name", null, "violation")]
    public async Task Instance_OfAnAutoScalingGroup_HasNoNameOfItsOwn(string key, string? made, string verdict) =>
        Assert.Equal((made, verdict), await JudgeAsync(
            new SimulatedResource(Ec2 + "instance/i-0a1b2c3d4e5f60718", [new("Name", "web"), new(key, "web")]), "ec2", "NAME-EC2-01"));

    [Theory]
    [InlineData("mysql", "orders", "Made by Amazon RDS: a member of a Multi-AZ DB cluster", "nothing")]
    [InlineData("mysql", null, null, "violation")]
    [InlineData("aurora-mysql", "orders", null, "violation")]
    public async Task Database_OfAMultiAzCluster_IsNamedByRds(string engine, string? cluster, string? made, string verdict)
    {
        var member = new SimulatedResource($"arn:aws:rds:{Simulated.Region}:{Simulated.Account}:db:orders-instance-1", [])
        {
            Facts = new DatabaseFacts(engine, "8.0.39", "us-east-1a") { Cluster = cluster },
        };

        Assert.Equal((made, verdict), await JudgeAsync(member, "rds", "NAME-RDS-01"));
    }

    [Theory]
    [InlineData("vpc/vpc-0a1b2c3d4e5f60718", true, "AWS’s own: the region’s default VPC")]
    [InlineData("subnet/subnet-0a1b2c3d4e5f60718", true, "AWS’s own: a subnet of the default VPC")]
    [InlineData("vpc/vpc-0a1b2c3d4e5f60718", false, null)]
    [InlineData("subnet/subnet-0a1b2c3d4e5f60718", false, null)]
    public async Task Network_ThatCameWithTheRegion_IsTold(string id, bool isDefault, string? own) =>
        Assert.Equal((own, "pass"), await JudgeAsync(
            new SimulatedResource(Ec2 + id, []) { Facts = new NetworkFacts("vpc-0a1b2c3d4e5f60718") { IsDefault = isDefault } }, "ec2",
                "ENV-04"));

    [Theory]
    [InlineData("alb", "AWS’s own: managed by alb", "nothing")]
    [InlineData(null, null, "violation")]
    public async Task Address_OfALoadBalancer_HintsAtNothing(string? manager, string? own, string verdict)
    {
        var address = new SimulatedResource(Ec2 + "elastic-ip/eipalloc-0a1b2c3d4e5f60718", [new("Name", "qa")])
        {
            Facts = new AddressFacts("203.0.113.7", null) { ServiceManaged = manager },
        };

        Assert.Equal((own, verdict), await JudgeAsync(address, "ec2", "ENV-04"));
    }

    [Theory]
    [InlineData("aws-service-role/test.amazonaws.com/AWSServiceRoleForTest", "AWS’s own: a service-linked role", "nothing")]
    [InlineData(
        "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Test_0a1b2c3d", "AWS’s own: the role of a permission set", "nothing")]
    [InlineData("teams/RoleForTest", null, "violation")]
    public async Task Role_UnderAReservedPath_HintsAtNothing(string role, string? own, string verdict) =>
        Assert.Equal(
            (own, verdict), await JudgeAsync(new SimulatedResource($"arn:aws:iam::{Simulated.Account}:role/{role}", []), "iam", "ENV-04"));

    [Theory]
    [InlineData("ActiveMQ", ActiveMqBroker.Kind, "nothing")]
    [InlineData("ACTIVEMQ", ActiveMqBroker.Kind, "nothing")]
    [InlineData("RabbitMQ", MqBroker.Kind, "violation")]
    public async Task Broker_OfAnotherEngine_IsItsOwnKind(string engine, string kind, string verdict)
    {
        var broker = new SimulatedResource($"arn:aws:mq:{Simulated.Region}:{Simulated.Account}:broker:events:b-1234", [new("Owner", "ana")])
        {
            Facts = new BrokerFacts("mq.m5.large") { Engine = engine },
        };
        var seen = await ReadAsync(broker, "mq");

        Assert.Equal((kind, "events", verdict), (seen.Kind, seen.Name, Verdict(seen with { TagsKnown = true }, "NAME-MQ-01")));
    }

    private static async Task<(string? Own, string Verdict)> JudgeAsync(SimulatedResource resource, string service, string convention)
    {
        var seen = await ReadAsync(resource, service);
        return (AwsMade.Of(seen)?.Words, Verdict(seen, convention));
    }

    private static async Task<Observation> ReadAsync(SimulatedResource resource, string service)
    {
        await using var aws = await Simulated.StartAsync(0, e =>
        {
            e.Put(Simulated.Account, Simulated.Region, resource);
            return new SimulatorOptions { Estate = e };
        });
        var target = new ScanTarget(Simulated.Account, service == "iam" ? ScanTarget.Global : Simulated.Region, service);
        var seen = new List<Observation>();
        await foreach (
            var page in aws.Scanner.Get<ITargetReader>().ReadAsync(target, aws.Scanner.Meter, TestContext.Current.CancellationToken))
            seen.AddRange(page.Observations);
        return Assert.Single(seen, o => o.Arn == resource.Arn);
    }

    private static string Verdict(Observation seen, string convention)
    {
        var records = new PortalRecords(
            [new("acme", "Acme Stores", EnvironmentKind.Production)], [new(Simulated.Account, "POS Production", AccountRole.Production)]);
        var verdicts = EvaluationPlan.Compile(ConventionBook.Default, records, ScanReach.Everything).Evaluate([seen]);
        return verdicts.Violations.Any(v => v.ConventionId == convention) ? "violation"
            : verdicts.NotEvaluated.Any(v => v.ConventionId == convention && v.Subject == seen.Arn) ? "not-evaluated"
            : verdicts.Passes.Any(p => p.Convention.Id == convention) ? "pass"
            : "nothing";
    }
}
