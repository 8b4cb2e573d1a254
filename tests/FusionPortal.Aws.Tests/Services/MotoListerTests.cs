using FusionPortal.Aws.Tests.Contract;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>Every lister against an emulator by other hands: what exists is found, tagged or not, with calls by the page.</summary>
public sealed class MotoListerTests(MotoServer moto) : IClassFixture<MotoServer>, IAsyncLifetime
{
    private const string Account = "123456789012";
    private MotoStandIn? _standIn;
    private Scanner? _scanner;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MotoStandIn Moto => _standIn!;

    private Scanner Scanner => _scanner!;

    public async ValueTask InitializeAsync()
    {
        if (moto.Endpoint is null)
            Assert.Skip(
            "ABSENT: moto_server is not installed, so the listers were not run against moto. pip install 'moto[server]' brings it.");
        _standIn = await MotoStandIn.StartAsync(moto.Endpoint, Ct);
        _scanner = new Scanner([.. _standIn.Settings, new("Aws:ListCallsPerSecond", "1000")], _standIn.KeyId, _standIn.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        _scanner?.Dispose();
        if (_standIn is not null) await _standIn.DisposeAsync();
    }

    [Fact]
    public async Task Ec2_ListsAllNineKinds_TaggedOrNot_InNineCalls()
    {
        var vpc = Between(await Ec2Async("Action=CreateVpc&CidrBlock=10.0.0.0/16"), "vpcId");
        var group =
            Between(await Ec2Async($"Action=CreateSecurityGroup&GroupName=SG-POS-OPS&GroupDescription=staff&VpcId={vpc}"), "groupId");
        await Ec2Async(
            $"Action=AuthorizeSecurityGroupIngress&GroupId={group}&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=1433&"
                + "IpPermissions.1.ToPort=1433"
            + "&IpPermissions.1.IpRanges.1.CidrIp=203.0.113.7/32&IpPermissions.1.IpRanges.1.Description=Ana");
        var subnet = Between(await Ec2Async($"Action=CreateSubnet&VpcId={vpc}&CidrBlock=10.0.1.0/24"), "subnetId");
        var gateway = Between(await Ec2Async("Action=CreateInternetGateway"), "internetGatewayId");
        await Ec2Async($"Action=AttachInternetGateway&InternetGatewayId={gateway}&VpcId={vpc}");
        var table = Between(await Ec2Async($"Action=CreateRouteTable&VpcId={vpc}"), "routeTableId");
        await Ec2Async($"Action=CreateRoute&RouteTableId={table}&DestinationCidrBlock=0.0.0.0/0&GatewayId={gateway}");
        await Ec2Async($"Action=AssociateRouteTable&RouteTableId={table}&SubnetId={subnet}");
        await Ec2Async("Action=AllocateAddress&Domain=vpc");
        await Ec2Async("Action=CreateKeyPair&KeyName=pos-key");
        await Ec2Async(
            "Action=CreateVolume&AvailabilityZone=us-east-1a&Size=8&TagSpecification.1.ResourceType=volume&"
                + "TagSpecification.1.Tag.1.Key=OrgId&TagSpecification.1.Tag.1.Value=acme");
        var instances =
            await Ec2Async($"Action=RunInstances&ImageId=ami-12c6146b&MinCount=2&MaxCount=2&InstanceType=t3.micro&SubnetId={subnet}");
        await Ec2Async($"Action=TerminateInstances&InstanceId.1={Between(instances, "instanceId")}");

        var seen = await SeenAsync("ec2", "us-east-1");

        Assert.Equal(9, seen.Select(o => o.Kind).Distinct().Count());
        Assert.All(seen, o => Assert.True(o.TagsKnown));
        Assert.Equal("acme", Assert.Single(seen, o => o.Kind == EbsVolume.Kind && o.Tags.Count > 0).Tags["OrgId"]);
        Assert.Equal("10.0.0.0/16", Fact(Assert.Single(seen, o => o.Arn == $"arn:aws:ec2:us-east-1:{Account}:vpc/{vpc}"), "cidr"));
        var ops = Assert.Single(seen, o => o.Name == "SG-POS-OPS");
        Assert.Equal(
            """[{"protocol":"tcp","fromPort":1433,"toPort":1433,"source":"203.0.113.7/32","description":"Ana"}]""",
            ops.Facts!.Value.GetProperty("rules").GetRawText());
        Assert.True(
            Assert.Single(seen, o => o.Arn.EndsWith(subnet, StringComparison.Ordinal)).Facts!.Value.GetProperty("public").GetBoolean());
        Assert.Equal("pos-key", Assert.Single(seen, o => o.Kind == KeyPair.Kind).Name);
        var instance = Assert.Single(seen, o => o.Kind == Ec2Instance.Kind);
        Assert.Equal(("running", "t3.micro", vpc), (Fact(instance, "state"), Fact(instance, "instanceType"), Fact(instance, "vpcId")));
        Assert.Equal(9, Scanner.Meter.All.Where(c => c.Key.StartsWith("ec2:", StringComparison.Ordinal)).Sum(c => c.Value));
    }

    [Fact]
    public async Task ListsOfNames_GiveTheArnsTheTaggingApiGives_AndPageByPage()
    {
        for (var i = 0; i < 101; i++)
        {
            await Moto.QueryAsync(Moto.KeyId, "us-east-1", "sns", $"Action=CreateTopic&Version=2010-03-31&Name=topic-{i:D3}", Ct);
            await Moto.JsonAsync(Moto.KeyId, "us-east-1", "dynamodb", "DynamoDB_20120810.CreateTable", new
            {
                TableName = $"table-{i:D3}",
                AttributeDefinitions = new[] { new { AttributeName = "id", AttributeType = "S" } },
                KeySchema = new[] { new { AttributeName = "id", KeyType = "HASH" } },
                BillingMode = "PAY_PER_REQUEST",
                Tags = new[] { new { Key = "OrgId", Value = "acme" } },
            }, Ct);
            await Moto.JsonAsync(
                Moto.KeyId, "us-east-1", "logs", "Logs_20140328.CreateLogGroup",
                new { logGroupName = $"/pos/{i:D3}", tags = new { OrgId = "acme" } }, Ct);
        }

        await Moto.AddQueueAsync(Account, "us-east-1", "tagged", new Dictionary<string, string> { ["OrgId"] = "acme" }, Ct);
        await Moto.AddQueueAsync(Account, "us-east-1", "never-tagged", new Dictionary<string, string>(), Ct);

        var queues = await SeenAsync("sqs", "us-east-1");
        var topics = await SeenAsync("sns", "us-east-1");
        var tables = await SeenAsync("dynamodb", "us-east-1");
        var groups = await SeenAsync("logs", "us-east-1");
        await SeenAsync("logs", "us-east-1");
        var tagged = (await Scanner.ReadAsync(Account, "us-east-1", Ct)).SelectMany(p => p.Observations).Select(o => o.Arn).ToHashSet();

        Assert.All([.. queues, .. topics, .. tables, .. groups], o => Assert.False(o.TagsKnown));
        Assert.Equal(
            [$"arn:aws:sqs:us-east-1:{Account}:never-tagged", $"arn:aws:sqs:us-east-1:{Account}:tagged"], queues.Select(o => o.Arn)
            .Order());
        Assert.Equal((101, 101, 101), (topics.Count, tables.Count, groups.Count));
        // What both give must be the same text, or it would be two resources.
        Assert.Equal(1 + 101 + 101, tagged.Count);
        Assert.Subset(queues.Concat(tables).Concat(groups).Select(o => o.Arn).ToHashSet(), tagged);
        Assert.Equal(
            (1, 2, 2),
            (Scanner.Meter.Calls("sqs:ListQueues"), Scanner.Meter.Calls("sns:ListTopics"), Scanner.Meter.Calls("dynamodb:ListTables")));
        // Moto does not know the young operation; that is asked once and remembered.
        Assert.Equal((1, 6), (Scanner.Meter.Calls("logs:ListLogGroups"), Scanner.Meter.Calls("logs:DescribeLogGroups")));
    }

    [Fact]
    public async Task Iam_GivesUsersAndRoles_WithTagsPoliciesAndTheReport()
    {
        await IamAsync("Action=CreateUser&UserName=rms_acme&Tags.member.1.Key=OrgId&Tags.member.1.Value=acme");
        await IamAsync("Action=CreateUser&UserName=ana");
        await IamAsync("Action=CreateLoginProfile&UserName=ana&Password=Long-enough-1");
        await IamAsync("Action=CreateAccessKey&UserName=ana");
        await IamAsync("Action=CreateGroup&GroupName=staff");
        await IamAsync("Action=AddUserToGroup&GroupName=staff&UserName=ana");
        await IamAsync(
            "Action=PutUserPolicy&UserName=ana&PolicyName=own&PolicyDocument="
            + Uri.EscapeDataString(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}"""));
        await IamAsync(
            "Action=CreateRole&RoleName=pos-host&AssumeRolePolicyDocument="
            + Uri.EscapeDataString("""{"Version":"2012-10-17","Statement":[]}"""));

        var seen = await SeenAsync("iam", ScanTarget.Global);

        Assert.Equal(["ana", "pos-host", "rms_acme"], seen.Select(o => o.Name).Order());
        Assert.All(seen, o => Assert.Equal((Account, "", true), (o.AccountId, o.Region, o.TagsKnown)));
        Assert.Equal("acme", seen.Single(o => o.Name == "rms_acme").Tags["OrgId"]);
        var (client, ana) = (seen.Single(o => o.Name == "rms_acme").Facts!.Value, seen.Single(o => o.Name == "ana").Facts!.Value);
        Assert.Equal((false, 0), (client.GetProperty("consolePassword").GetBoolean(), client.GetProperty("accessKeys").GetInt32()));
        Assert.Equal((true, 1), (ana.GetProperty("consolePassword").GetBoolean(), ana.GetProperty("accessKeys").GetInt32()));
        Assert.Equal("""["own"]""", ana.GetProperty("inlinePolicies").GetRawText());
        Assert.Equal("""["staff"]""", ana.GetProperty("groups").GetRawText());
        Assert.Equal(1, Scanner.Meter.Calls("iam:GetAccountAuthorizationDetails"));
    }

    [Fact]
    public async Task S3_ListsBucketsOfTheAccount_OnceForAllRegions()
    {
        await Moto.RestAsync(HttpMethod.Put, "/fusion-rms-acme", "s3", "", Ct);
        await Moto.RestAsync(HttpMethod.Put, "/never-tagged", "s3", "", Ct);

        var seen = await SeenAsync("s3", ScanTarget.Global);

        Assert.Equal(["arn:aws:s3:::fusion-rms-acme", "arn:aws:s3:::never-tagged"], seen.Select(o => o.Arn).Order());
        Assert.All(seen, o => Assert.Equal((Account, "us-east-1", false), (o.AccountId, o.Region, o.TagsKnown)));
        Assert.Equal(1, Scanner.Meter.Calls("s3:ListBuckets"));
    }

    [Fact]
    public async Task Bucket_FactsAreRead_AndAMissingBucketIsNull()
    {
        await Moto.RestAsync(HttpMethod.Put, "/plain", "s3", "", Ct);
        await Moto.RestAsync(HttpMethod.Put, "/full", "s3", "", Ct);
        await Moto.RestAsync(HttpMethod.Put, "/full/pub/", "s3", "", Ct);
        await Moto.RestAsync(
            HttpMethod.Put, "/full?policy", "s3",
            """{"Version":"2012-10-17","Statement":"""
                + """[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::full/pub/*"}]}""", Ct);
        await Moto.RestAsync(HttpMethod.Put, "/full?publicAccessBlock", "s3",
            """<PublicAccessBlockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><BlockPublicAcls>true</BlockPublicAcls>"""
                + """</PublicAccessBlockConfiguration>""", Ct);

        var plain = await Scanner.FactsAsync(Bucket("plain"), Ct);
        var full = await Scanner.FactsAsync(Bucket("full"), Ct);

        Assert.Equal(
            """{"publicAccessBlock":"""
                + """{"blockPublicAcls":false,"ignorePublicAcls":false,"blockPublicPolicy":false,"restrictPublicBuckets":false},"""
                + "\"policy\":null,\"pubFolder\":false}", plain?.GetRawText());
        Assert.True(full!.Value.GetProperty("publicAccessBlock").GetProperty("blockPublicAcls").GetBoolean());
        Assert.Equal("s3:GetObject", full.Value.GetProperty("policy").GetProperty("Statement")[0].GetProperty("Action").GetString());
        Assert.True(full.Value.GetProperty("pubFolder").GetBoolean());
        Assert.Null(await Scanner.FactsAsync(Bucket("gone"), Ct));
        AssertAllPermitted();

        static Observation Bucket(string name) =>
            new($"arn:aws:s3:::{name}", S3Bucket.Kind, name, Account, "us-east-1", new Dictionary<string, string>());
    }

    [Fact]
    public async Task Rds_Mq_Lambda_AndLoadBalancers_AreListed()
    {
        await Moto.QueryAsync(
            Moto.KeyId, "us-east-1", "rds",
            "Action=CreateDBInstance&Version=2014-10-31&DBInstanceIdentifier=acme-db&Engine=postgres&DBInstanceClass=db.t3.micro"
            + "&AllocatedStorage=20&MasterUsername=a&MasterUserPassword=long-enough&Tags.Tag.1.Key=OrgId&Tags.Tag.1.Value=acme", Ct);
        await Moto.RestAsync(
            HttpMethod.Post, "/v1/brokers", "mq",
            """
            {"brokerName":"acme-mq","engineType":"RABBITMQ","engineVersion":"3.13","hostInstanceType":"mq.t3.micro",
            "deploymentMode":"SINGLE_INSTANCE","publiclyAccessible":false,"autoMinorVersionUpgrade":true,
            "users":[{"username":"u","password":"long-enough-1"}]}
            """, Ct);
        await IamAsync(
            "Action=CreateRole&RoleName=fn&AssumeRolePolicyDocument="
            + Uri.EscapeDataString("""{"Version":"2012-10-17","Statement":[]}"""));
        await Moto.RestAsync(HttpMethod.Post, "/2015-03-31/functions", "lambda",
            $$$$"""{"FunctionName":"acme-fn","Runtime":"python3.12","Role":"arn:aws:iam::"""
                + $$$$"""{{{{Account}}}}:role/fn","Handler":"a.b","Code":{"ZipFile":"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="},"Environment":"""
                + $$$$"""{"Variables":{"PASSWORD":"hunter2hunter2"}}}""", Ct);
        var vpc = Between(await Ec2Async("Action=CreateVpc&CidrBlock=10.9.0.0/16"), "vpcId");
        var a = Between(await Ec2Async($"Action=CreateSubnet&VpcId={vpc}&CidrBlock=10.9.1.0/24&AvailabilityZone=us-east-1a"), "subnetId");
        var b = Between(await Ec2Async($"Action=CreateSubnet&VpcId={vpc}&CidrBlock=10.9.2.0/24&AvailabilityZone=us-east-1b"), "subnetId");
        await Moto.QueryAsync(
            Moto.KeyId, "us-east-1", "elasticloadbalancing",
            $"Action=CreateLoadBalancer&Version=2015-12-01&Name=acme-alb&Subnets.member.1={a}&Subnets.member.2={b}", Ct);

        var database = Assert.Single(await SeenAsync("rds", "us-east-1"));
        var broker = Assert.Single(await SeenAsync("mq", "us-east-1"));
        var function = Assert.Single(await SeenAsync("lambda", "us-east-1"));
        var balancer = Assert.Single(await SeenAsync("elbv2", "us-east-1"));

        Assert.Equal(
            (RdsInstance.Kind, "acme-db", "acme", "postgres"),
            (database.Kind, database.Name, database.Tags["OrgId"], Fact(database, "engine")));
        Assert.Equal((MqBroker.Kind, "acme-mq", "RABBITMQ", "mq.t3.micro", "SINGLE_INSTANCE"),
            (broker.Kind, broker.Name, Fact(broker, "engine"), Fact(broker, "hostInstanceType"), Fact(broker, "deploymentMode")));
        Assert.Equal((LambdaFunction.Kind, "acme-fn"), (function.Kind, function.Name));
        Assert.DoesNotContain("hunter2", function.Facts!.Value.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((LoadBalancer.Kind, "acme-alb"), (balancer.Kind, balancer.Name));
        Assert.All([broker, function, balancer], o => Assert.False(o.TagsKnown));
    }

    [Fact]
    public async Task EveryService_OfAnEmptyAccount_CallsWhatThePolicyAllows_AndNothingElse()
    {
        foreach (var reach in Scanner.Reader.Services)
            await SeenAsync(reach.Service, reach.IsGlobal ? ScanTarget.Global : "eu-west-1");
        var regions = await Scanner.Get<IRegionDirectory>().ListRegionsAsync(Account, Scanner.Meter, Ct);

        Assert.Contains("us-east-1", regions);
        AssertAllPermitted();
    }

    private void AssertAllPermitted()
    {
        var allowed = AwsPermissions.Scanner.SelectMany(s => s.Actions).ToHashSet();
        var needed = Scanner.Meter.All.Keys.Where(api => !api.StartsWith("sts:", StringComparison.Ordinal)).Select(AwsPermissions.ActionOf)
            .OfType<string>();
        Assert.Subset(allowed, needed.ToHashSet());
    }

    private async Task<List<Observation>> SeenAsync(string service, string region) =>
        [.. (await Scanner.ReadAsync(Account, region, service, Ct)).SelectMany(p => p.Observations)];

    private Task<string> Ec2Async(string form) => Moto.QueryAsync(Moto.KeyId, "us-east-1", "ec2", form + "&Version=2016-11-15", Ct);

    private Task<string> IamAsync(string form) => Moto.QueryAsync(Moto.KeyId, "us-east-1", "iam", form + "&Version=2010-05-08", Ct);

    private static string? Fact(Observation observation, string member) => observation.Facts!.Value.GetProperty(member).GetString();

    private static string Between(string xml, string element) => xml.Split($"<{element}>", 2)[1].Split('<', 2)[0];
}
