using System.Text.Json;
using FusionPortal.Conventions.Resources;
using FusionPortal.Conventions.Tests.Evaluation;
using Xunit;

namespace FusionPortal.Conventions.Tests.Resources;

/// <summary>What AWS and its services make, told from what people make; and that judging follows. Beside each name stands one that is
/// nearly it.</summary>
public sealed class AwsMadeTests
{
    private const string Account = Estate.Production;

    [Theory]
    [InlineData($"aws-cloudtrail-logs-{Account}-0971c04b", "Made by AWS CloudTrail: where a trail delivers its log")]
    [InlineData("cf-templates-1q2w3e4r5t6y-us-east-1", "Made by AWS CloudFormation: where templates are uploaded to")]
    [InlineData($"elasticbeanstalk-us-east-1-{Account}", "Made by Elastic Beanstalk: where it keeps versions and logs of applications")]
    [InlineData("aws-sam-cli-managed-default-samclisourcebucket-1ab2cd3ef4", "Made by AWS SAM: where its command line uploads packages to")]
    [InlineData($"cdk-hnb659fds-assets-{Account}-us-gov-west-1", "Made by AWS CDK: the bootstrap bucket for assets")]
    [InlineData("codepipeline-us-east-1-123456789012", "Made by AWS CodePipeline: the default artifact store")]
    [InlineData($"config-bucket-{Account}", "Made by AWS Config: where configuration history is delivered to")]
    [InlineData("amazon-connect-0a1b2c3d4e5f", "Made by Amazon Connect: where recordings and reports are kept")]
    [InlineData($"aws-athena-query-results-{Account}-us-east-1", "Made by Amazon Athena: where query results are kept")]
    [InlineData($"do-not-delete-rds-custom-{Account}-us-east-1-abc123", "Made by Amazon RDS Custom: where it backs up transaction logs")]
    [InlineData("elasticbeanstalk-us-east-1-999999999999", null)] // another account's, so nothing that was made for this one
    [InlineData("config-bucket-qa", null)]
    [InlineData("cdk-qa-assets", null)]
    [InlineData("codepipeline-artifacts", null)]
    [InlineData("aws-waf-logs-pos", null)] // AWS demands the first words; a person chose the name
    [InlineData("amazon-connect-recordings", null)]
    public void Bucket_OfAService_IsToldByItsName(string name, string? words)
    {
        var bucket = Estate.Bucket(name);

        Assert.Equal(words, AwsMade.Of(bucket)?.Words);
        Assert.Equal(words is null ? "violation" : "nothing", Estate.VerdictOf("NAME-S3-02", bucket));
    }

    [Theory]
    [InlineData("default", true)]
    [InlineData("ElasticMapReduce-master", true)]
    [InlineData("ElasticMapReduce-Slave-Private", true)]
    [InlineData("awseb-e-abcdefghij-stack-AWSEBSecurityGroup-1ABCDEF2GHIJK", true)]
    [InlineData("d-926720fc18_controllers", true)]
    [InlineData("d-926720fc18_workspacesMembers", true)]
    [InlineData("eks-cluster-sg-pos-0123456789", true)]
    [InlineData("rds-ec2-1", true)]
    [InlineData("rds-lambda-12", true)]
    [InlineData("launch-wizard-3", false)]
    [InlineData("rds-ec2-office", false)]
    [InlineData("default-web", false)]
    [InlineData("Default", false)]
    public void SecurityGroup_OfAService_NeedsNoNameOfOurs(string name, bool made)
    {
        // The organization tag claims it for POS, and would have its name judged.
        var group = Estate.Ec2("security-group", "sg-0a1b", Account, ("Name", "x"), ("OrgId", "acme")) with { Name = name };

        Assert.Equal(made, AwsMade.Of(group) is not null);
        Assert.Equal(made ? "nothing" : "violation", Estate.VerdictOf("NAME-SG-01", group));
    }

    [Theory]
    [InlineData("aws:autoscaling:groupName", "web", "Amazon EC2 Auto Scaling")]
    [InlineData("aws:elasticmapreduce:job-flow-id", "j-2AXXXXXXGAPLF", "Amazon EMR")]
    [InlineData("aws:ec2:fleet-id", "fleet-0a1b", "EC2 Fleet")]
    [InlineData("aws:ec2spot:fleet-request-id", "sfr-0a1b", "Spot Fleet")]
    [InlineData("aws:cloudformation:stack-name", "PosHosts", null)] // a person's template: a person's instance
    [InlineData("aws:ec2launchtemplate:id", "lt-0a1b", null)]
    [InlineData("elasticbeanstalk:environment-id", "e-abcdefghij", null)] // anybody can set this one
    [InlineData("eks:nodegroup-name", "pos", null)]
    public void Instance_OfAService_IsToldByATagOnlyAwsCanSet(string key, string value, string? service)
    {
        var instance = Estate.Ec2("instance", "i-0a1b", Account, ("Name", "node"), (key, value));

        Assert.Equal(service, AwsMade.Of(instance)?.Service);
        Assert.Equal(service is null ? "violation" : "nothing", Estate.VerdictOf("NAME-EC2-01", instance));
    }

    [Fact]
    public void Instance_OfAGroup_IsStillJudgedByItsTagsAndByAPersonsWords()
    {
        var qa = Estate.Ec2("instance", "i-0a1b", Account, ("Name", "web-qa"), ("aws:autoscaling:groupName", "web"));
        var kites = Estate.Ec2("instance", "i-0a1c", Account, ("Name", "web"), ("OrgId", "kiteqa"), ("aws:autoscaling:groupName", "web"));

        Assert.Equal("violation", Estate.VerdictOf("ENV-04", qa));
        Assert.Equal("violation", Estate.VerdictOf("ENV-01", kites));
    }

    [Theory]
    [InlineData("elasticbeanstalk:environment-id", "Elastic Beanstalk")]
    [InlineData("eks:nodegroup-name", "Amazon EKS")]
    [InlineData("AWSBatchServiceTag", "AWS Batch")]
    public void Instance_OfAGroupThatAServiceRuns_IsTheServices(string key, string service) =>
        Assert.Equal(
            service, AwsMade.Of(Estate.Ec2("instance", "i-0a1b", Account, ("aws:autoscaling:groupName", "x"), (key, "y")))?.Service);

    [Theory]
    [InlineData("""{"engine":"postgres","cluster":"pos"}""", "Made by Amazon RDS: a member of a Multi-AZ DB cluster")]
    [InlineData("""{"engine":"aurora-postgresql","cluster":"pos"}""", null)] // a person names Aurora's instances
    [InlineData("""{"engine":"postgres"}""", null)]
    public void Database_OfAMultiAzCluster_IsNamedByRds(string facts, string? words)
    {
        var database = Estate.Rds("pos-instance-1") with { Facts = JsonDocument.Parse(facts).RootElement };

        Assert.Equal(words, AwsMade.Of(database)?.Words);
        Assert.Equal(words is null ? "violation" : "nothing", Estate.VerdictOf("NAME-RDS-01", database));
    }

    [Theory]
    [InlineData("log-group:/aws/lambda/ordersQA", "AWS Lambda", "violation")] // of a function that may be gone
    [InlineData("log-group:/aws/codebuild/pos-qa", "an AWS service", "violation")] // nothing else tells of the project
    [InlineData("log-group:API-Gateway-Execution-Logs_a1b2c3d4e5/prod", "Amazon API Gateway", "pass")]
    [InlineData("log-group:aws-cloudtrail-logs-111111111111-0971c04b", "AWS CloudTrail", "nothing")]
    [InlineData("log-group:/pos/qa", null, "violation")]
    public void LogGroup_OfAService_IsNamedAfterWhatPeopleMade(string resource, string? service, string verdict)
    {
        var group = Observations.From($"arn:aws:logs:us-east-1:{Account}:{resource}", Account, "us-east-1", Estate.Tags());

        Assert.Equal(service, AwsMade.Of(group)?.Service);
        Assert.Equal(verdict, Estate.VerdictOf("ENV-04", group));
    }

    [Theory]
    [InlineData("/aws-service-role/test.amazonaws.com/", "AWSServiceRoleForTest", "AWS’s own: a service-linked role")]
    [InlineData("/aws-reserved/sso.amazonaws.com/eu-west-1/", "AWSReservedSSO_Test_0a1b2c3d", "AWS’s own: the role of a permission set")]
    [InlineData("/", "OrganizationAccountAccessRole", "Made by AWS Organizations: the role by which the management account enters")]
    [InlineData("/", $"cdk-hnb659fds-deploy-role-{Account}-eu-west-1", "Made by AWS CDK: a bootstrap role")]
    [InlineData("/", "AWSServiceRoleForTest", null)] // anybody can call a role so; the path is what AWS keeps
    public void Role_OfAws_IsToldByItsPathOrName(string path, string name, string? words)
    {
        var role =
            Observations.From(
            $"arn:aws:iam::{Account}:role{path}{name}", Account, "", Estate.Tags(), JsonSerializer.SerializeToElement(new { path }));

        Assert.Equal(words, AwsMade.Of(role)?.Words);
    }

    [Fact]
    public void Habit_OfAName_IsNoClientsWhereAServiceGaveIt()
    {
        var records =
            new PortalRecords([new("awseb", "A Web", EnvironmentKind.QA)], [new(Account, "POS Production", AccountRole.Production)]);
        var plan = FusionPortal.Conventions.Evaluation.EvaluationPlan.Compile(
            FusionPortal.Conventions.Books.ConventionBook.Default, records, FusionPortal.Conventions.Evaluation.ScanReach.Everything);
        Observation Queue(string name) => Observations.From($"arn:aws:sqs:us-east-1:{Account}:{name}", Account, "us-east-1", Estate.Tags());

        Assert.Equal("awseb", plan.Attribute(Queue("awseb-orders")).OrgId);
        Assert.Null(plan.Attribute(Queue("awseb-e-abcdefghij-stack-AWSEBWorkerQueue-1ABC")).OrgId);
    }

    [Fact]
    public void Inventory_TellsTheSameFromWhatItKeeps()
    {
        var seen = Estate.Ec2("instance", "i-0a1b", Account, ("aws:autoscaling:groupName", "web"));

        Assert.Equal(
            AwsMade.Of(seen),
            AwsMade.Of(seen.Kind, seen.Name, seen.AccountId, seen.Facts, JsonSerializer.SerializeToElement(seen.Tags.ToDictionary())));
    }

    [Theory]
    [InlineData("entries:\n- { kinds: bucket, service: a, what: b, name: c, source: observed }", "There is no kind \"bucket\".")]
    [InlineData("entries:\n- { kinds: s3-bucket, service: a, what: b, name: \"c-{acount}\", source: observed }", "is no name")]
    [InlineData("entries:\n- { kinds: s3-bucket, service: a, what: b, source: observed }", "needs a name")]
    [InlineData("entries:\n- { kinds: s3-bucket, service: a, what: b, name: c, standing: own, source: observed }", "is not allowed")]
    [InlineData("entries:\n- { kinds: s3-bucket, service: a, what: b, name: c }", "source")]
    [InlineData("entries:\n- { kinds: s3-bucket, service: a, what: b, name: c, source: AWS says so }", "is no https address")]
    public void Table_WithAMistake_SaysWhere(string yaml, string problem)
    {
        var refused = Assert.Throws<FormatException>(() => AwsMadeTable.Read(yaml));

        Assert.Contains("Line 2, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }
}
