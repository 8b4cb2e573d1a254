using System.Text.Json;
using FusionPortal.Aws.Readers;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>Who made a resource, from CloudTrail's events: told where an event tells it, and else nobody.</summary>
public sealed class CreatorSourceTests
{
    private const string User = """{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/staff/ana","userName":"ana"}""";

    private static readonly DateTimeOffset At = new(2026, 11, 3, 9, 30, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(User, "arn:aws:iam::123456789012:user/staff/ana", "ana", CreatorKind.User)]
    [InlineData("""{"type":"Root","arn":"arn:aws:iam::123456789012:root"}""", "arn:aws:iam::123456789012:root", "root", CreatorKind.Root)]
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","userName":"the-account"}""", "arn:aws:iam::123456789012:root", "root",
        CreatorKind.Root)]
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","sessionContext":{"attributes":{"mfaAuthenticated":"true"}}}""",
        "arn:aws:iam::123456789012:root", "root", CreatorKind.Root)]
    // The console itself: whoever signed in sits behind it.
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","invokedBy":"signin.amazonaws.com"}""", "arn:aws:iam::123456789012:root",
        "root", CreatorKind.Root)]
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","sessionContext":{"assumedRoot":""}}""", "arn:aws:iam::123456789012:root",
        "root", CreatorKind.Root)]
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","invokedBy":"AWS Internal"}""", "AWS Internal", "AWS Internal",
        CreatorKind.Service)]
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","invokedBy":"cloudformation.amazonaws.com"}""",
        "cloudformation.amazonaws.com", "cloudformation.amazonaws.com", CreatorKind.Service)]
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","sessionContext":{"assumedRoot":"true"}}""",
        "arn:aws:iam::123456789012:root", "central root access", CreatorKind.CentralRoot)]
    [InlineData(
        """{"type":"Root","arn":"arn:aws:iam::123456789012:root","sessionContext":{"assumedRoot":true}}""",
        "arn:aws:iam::123456789012:root", "central root access", CreatorKind.CentralRoot)]
    [InlineData(
        """{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/Installer/priya"}""",
        "arn:aws:sts::123456789012:assumed-role/Installer/priya", "priya", CreatorKind.Session)]
    [InlineData(
        """{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/deploy/AWSCloudFormation","""
            + " \"invokedBy\":\"cloudformation.amazonaws.com\"}",
        "arn:aws:sts::123456789012:assumed-role/deploy/AWSCloudFormation", "cloudformation.amazonaws.com", CreatorKind.Service)]
    [InlineData(
        """{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForRDS/rds"}""",
        "arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForRDS/rds", "AWSServiceRoleForRDS", CreatorKind.ServiceLinkedRole)]
    [InlineData(
        """{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ana.ruiz"}""",
        "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ana.ruiz", "ana.ruiz",
            CreatorKind.IdentityCenterUser)]
    [InlineData(
        """{"type":"IdentityCenterUser","accountId":"123456789012","onBehalfOf":"""
            + """{"userId":"9448-2488","identityStoreArn":"arn:aws:identitystore::123456789012:identitystore/d-1"}}""",
        "arn:aws:identitystore::123456789012:identitystore/d-1/user/9448-2488", "9448-2488", CreatorKind.IdentityCenterUser)]
    [InlineData(
        """{"type":"FederatedUser","arn":"arn:aws:sts::123456789012:federated-user/kim"}""", "arn:aws:sts::123456789012:federated-user/kim",
        "kim", CreatorKind.Federated)]
    [InlineData(
        """{"type":"SAMLUser","principalId":"SAMPLE:kim@example.com","userName":"kim@example.com"}""", "SAMPLE:kim@example.com",
        "kim@example.com", CreatorKind.Federated)]
    [InlineData(
        """{"type":"WebIdentityUser","principalId":"accounts.example.com:app:42","userName":"42"}""", "accounts.example.com:app:42", "42",
        CreatorKind.Federated)]
    [InlineData(
        """{"type":"AWSAccount","accountId":"999999999999","principalId":"AROAEXAMPLE:x"}""", "999999999999", "999999999999",
        CreatorKind.OtherAccount)]
    [InlineData(
        """{"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"}""", "autoscaling.amazonaws.com", "autoscaling.amazonaws.com",
        CreatorKind.Service)]
    [InlineData("""{"type":"Unknown","principalId":"somebody"}""", "somebody", "somebody", CreatorKind.Unknown)]
    public void Event_ThatMadeIt_TellsTheMaker(string identity, string arn, string name, CreatorKind kind) =>
        Assert.Equal(
            new CreatorFact(arn, name, kind == CreatorKind.Root, "CreateBucket", At, kind),
                CreatorSource.CreatorOf(Event(Detail(identity)), S3Bucket.Kind));

    [Fact]
    public void Event_OfAServiceItself_IsNobodysEvenWhereItNamesRoot()
    {
        var detail =
            """{"eventTime":"2026-11-03T09:30:00Z","eventType":"AwsServiceEvent","userIdentity":"""
                + """{"type":"Root","arn":"arn:aws:iam::1:root","invokedBy":"AWS Internal"}}""";

        var made = CreatorSource.CreatorOf(Event(detail), S3Bucket.Kind)!;

        Assert.Equal((CreatorKind.Service, false), (made.By, made.IsRoot));
    }

    [Fact]
    public async Task Lookup_OverTheWire_TakesNobodyForRootWhoIsNot()
    {
        await using var aws = await Simulated.StartAsync(0, e =>
        {
            foreach (var (name, made) in new[]
            {
                ("aws", Creation.ByAwsForRoot("CreateBucket", 5)), ("central", Creation.ByCentralRoot("CreateBucket", 5)),
                ("linked", Creation.ByServiceLinkedRole("CreateBucket", 5)),
                    ("person", Creation.ByIdentityCenter("9448", "CreateBucket", 5)),
                ("root", new Creation(null, "CreateBucket", 5)),
            })
                e.Put(Simulated.Account, Simulated.Region, new SimulatedResource($"arn:aws:s3:::by-{name}", []) { Made = made });
            return new SimulatorOptions { Estate = e };
        });

        var found = new List<CreatorKind>();
        foreach (var name in new[] { "aws", "central", "linked", "person", "root" })
        {
            var made = (await FindAsync(aws, $"arn:aws:s3:::by-{name}", S3Bucket.Kind))!;
            Assert.Equal(name == "root", made.IsRoot);
            found.Add(made.By);
        }

        Assert.Equal(
            [CreatorKind.Service, CreatorKind.CentralRoot, CreatorKind.ServiceLinkedRole, CreatorKind.IdentityCenterUser, CreatorKind.Root],
                found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("{\"eventTime\":\"2026-11-03T09:30:00Z\",\"userIdentity\":")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"eventTime":"2026-11-03T09:30:00Z"}""")]
    [InlineData("""{"eventTime":"2026-11-03T09:30:00Z","userIdentity":null}""")]
    [InlineData("""{"eventTime":"2026-11-03T09:30:00Z","userIdentity":"ana"}""")]
    [InlineData("""{"eventTime":"2026-11-03T09:30:00Z","userIdentity":{}}""")]
    [InlineData("""{"eventTime":"2026-11-03T09:30:00Z","userIdentity":{"type":"IAMUser","arn":"\ud800","userName":"ana"}}""")]
    [InlineData("""{"eventTime":"yesterday","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/ana"}}""")]
    public void Event_ThatCannotBeRead_TellsNobody(string detail) => Assert.Null(CreatorSource.CreatorOf(Event(detail), S3Bucket.Kind));

    [Fact]
    public void Event_WithoutItsDetail_OrItsName_TellsNobody()
    {
        Assert.Null(CreatorSource.CreatorOf(Parse("""{"EventName":"CreateBucket"}"""), S3Bucket.Kind));
        Assert.Null(CreatorSource.CreatorOf(Parse("{}"), S3Bucket.Kind));
        Assert.Null(CreatorSource.CreatorOf(Parse("7"), S3Bucket.Kind));
    }

    [Theory]
    [InlineData("DeleteBucket", S3Bucket.Kind)]
    [InlineData("PutBucketPolicy", S3Bucket.Kind)]
    [InlineData("CreateTags", Ec2Instance.Kind)]
    [InlineData("CreateAccessKey", IamUser.Kind)]
    // They name what they use beside what they make.
    [InlineData("RunInstances", SecurityGroup.Kind)]
    [InlineData("RunInstances", Subnet.Kind)]
    [InlineData("CreateSubnet", Vpc.Kind)]
    [InlineData("CreateSnapshot", EbsVolume.Kind)]
    [InlineData("CreateBucket", OtherResource.Kind)]
    public void Event_ThatMadeNothingOfTheKind_TellsNobody(string name, string kind) =>
        Assert.Null(CreatorSource.CreatorOf(Event(Detail(User), name), kind));

    [Fact]
    public void Attempt_ThatFailed_MadeNothing() =>
        Assert.Null(
            CreatorSource.CreatorOf(
            Event("""{"eventTime":"2026-11-03T09:30:00Z","errorCode":"AccessDenied","userIdentity":{"arn":"arn:aws:iam::1:user/ana"}}"""),
            S3Bucket.Kind));

    [Theory]
    [InlineData("arn:aws:s3:::by-root", S3Bucket.Kind, "root", true)]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:by-role", SqsQueue.Kind, "priya", false)]
    [InlineData("arn:aws:iam::123456789012:user/by-user", IamUser.Kind, "ana", false)]
    public async Task Maker_IsLookedUp(string arn, string kind, string name, bool isRoot)
    {
        await using var aws = await StartAsync();

        var maker = await FindAsync(aws, arn, kind);

        Assert.Equal((name, isRoot), (maker!.Name, maker.IsRoot));
    }

    [Theory]
    [InlineData("arn:aws:s3:::long-ago")]
    [InlineData("arn:aws:s3:::forgotten")]
    [InlineData("arn:aws:s3:::not-there")]
    public async Task Maker_CloudTrailDoesNotRemember_IsNobody(string arn)
    {
        await using var aws = await StartAsync();

        Assert.Null(await FindAsync(aws, arn, S3Bucket.Kind));
        Assert.Equal(1, aws.Server.Requests.Count("cloudtrail:LookupEvents"));
    }

    [Fact]
    public async Task Lookup_Denied_IsNotTakenForNobody()
    {
        await using var aws = await StartAsync();
        aws.Server.Faults.Add(new Fault(FaultKind.Deny) { Api = "cloudtrail:LookupEvents" });

        Assert.Equal(
            TargetFailure.Denied,
            (await Assert.ThrowsAsync<TargetFailedException>(() => FindAsync(aws, "arn:aws:s3:::by-root", S3Bucket.Kind))).Failure);
    }

    [Fact]
    public async Task Lookup_CutInTheMiddle_IsAskedForAgain()
    {
        await using var aws = await StartAsync();
        aws.Server.Faults.Add(new Fault(FaultKind.MalformedBody) { Api = "cloudtrail:LookupEvents", Times = 1 });

        Assert.Equal("root", (await FindAsync(aws, "arn:aws:s3:::by-root", S3Bucket.Kind))!.Name);
    }

    private static Task<Simulated> StartAsync() => Simulated.StartAsync(0, e =>
    {
        Put("arn:aws:s3:::by-root", new Creation(null, "CreateBucket", 5));
        Put("arn:aws:sqs:us-east-1:123456789012:by-role", new Creation("priya", "CreateQueue", 5) { Role = "Installer" });
        Put("arn:aws:iam::123456789012:user/by-user", new Creation("ana", "CreateUser", 5));
        Put("arn:aws:s3:::long-ago", new Creation("ana", "CreateBucket", 91));
        Put("arn:aws:s3:::forgotten", null);
        return new SimulatorOptions { Estate = e };
        void Put(string arn, Creation? made) => e.Put(Simulated.Account, Simulated.Region, new SimulatedResource(arn, []) { Made = made });
    });

    private static Task<CreatorFact?> FindAsync(Simulated aws, string arn, string kind) =>
        aws.Scanner.Get<ICreatorSource>()
            .FindCreatorAsync(Simulated.Account, kind == IamUser.Kind ? "" : Simulated.Region, arn, kind, aws.Scanner.Meter, Ct);

    private static string Detail(string identity) => $$"""{"eventTime":"2026-11-03T09:30:00Z","userIdentity":{{identity}}}""";

    private static JsonElement Event(string detail, string name = "CreateBucket") =>
        JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["EventName"] = name, ["CloudTrailEvent"] = detail });

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
