using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>The company's rules as the embedded client install holds them.</summary>
public sealed class ClientInstallTests
{
    private static readonly Template Install = TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template;
    private readonly Workbench _bench = new(Install, Workbench.Acme);

    [Theory]
    [InlineData("fusion-hosted", null, null, false)]
    [InlineData("client-hosted", "yes", "10", true)]
    [InlineData("client-hosted", "yes", "10.1", false)]
    [InlineData("client-hosted", "no", "5", false)]
    [InlineData("client-hosted", null, "5", false)]
    [InlineData(null, null, null, false)]
    public void Express_OnlyForSmallerClientHostedClientsUpToTenGigabytes(string? deployment, string? small, string? size, bool allowed)
    {
        if (deployment is not null) _bench.Set("deployment-type", "deployment", deployment).Accepted();
        if (small is not null) _bench.Set("rds-database-version", "small-client", small).Accepted();
        if (size is not null) _bench.Set("rds-database-version", "largest-database", size).Accepted();

        var decision = _bench.Set("rds-database-version", "rds-engine", "sql-server-2019-express");

        if (allowed) decision.Accepted();
        else Assert.Contains(
            "Express is only for smaller clients", decision.Refused(RefusalReason.Invalid).Message, StringComparison.Ordinal);
        Assert.Equal(
            allowed, _bench.Step("rds-database-version").Fields.Single(f => f.Definition.Id == "rds-engine").Options[
            0].Allowed == Truth.True);
    }

    [Fact]
    public void Express_DeploymentChangedAfterwards_UnsettlesTheChoice()
    {
        _bench.Set("deployment-type", "deployment", "client-hosted").Accepted();
        _bench.Set("rds-database-version", "small-client", "yes").Accepted();
        _bench.Set("rds-database-version", "largest-database", "5").Accepted();
        _bench.Set("rds-database-version", "rds-engine", "sql-server-2019-express").Accepted();

        _bench.Set("deployment-type", "deployment", "fusion-hosted").Accepted();

        Assert.Contains(_bench.Step("rds-database-version").Problems, problem => problem.Kind == ProblemKind.NotAllowed);
    }

    [Theory]
    [InlineData("rds-hosting-type", "rds-hosting", "rds-request")]
    [InlineData("ec2-hosting-type", "ec2-hosting", "ec2-request")]
    public void Dedicated_NeedsTheServicesManagersRequestRecorded(string step, string field, string request)
    {
        _bench.Set(step, field, "dedicated").Accepted();

        var missing = _bench.Step(step).Problems.Where(p => p.Kind == ProblemKind.Missing).Select(p => p.Field);

        Assert.Equal([request + "-by", request + "-on", request + "-reference"], missing);
        _bench.Set(step, field, "shared").Accepted();
        Assert.DoesNotContain(_bench.Step(step).Problems, p => p.Kind == ProblemKind.Missing);
    }

    [Theory]
    [InlineData("yes", 0)]
    [InlineData("no", 3)]
    public void OffLatestVersion_NeedsTheServicesManagersRequestRecorded(string latest, int missing)
    {
        _bench.Set("pos-facts", "pos-version", "6.2.1").Accepted();
        _bench.Set("ec2-pos-version", "tenant-pos-version", "6.2.1").Accepted();
        _bench.Set("ec2-pos-version", "pos-version-is-latest", latest).Accepted();

        Assert.Equal(missing, _bench.Step("ec2-pos-version").Problems.Count(p => p.Kind == ProblemKind.Missing));
    }

    [Fact]
    public void AvailabilityZones_OfHostAndDatabase_HaveToBeEqual()
    {
        _bench.Set("site-title", "hosting-region", "us-east-1").Accepted();
        _bench.Set("rds-hosting-type", "rds-hosting", "shared").Accepted();
        _bench.Set("ec2-hosting-type", "ec2-hosting", "shared").Accepted();
        _bench.Set("rds-availability-zone", "rds-az", "us-east-1b").Accepted();
        _bench.Set("ec2-availability-zone", "ec2-az", "us-east-1a").Accepted();

        var problem = Assert.Single(_bench.Step("ec2-availability-zone").Problems, p => p.Field == "ec2-az");

        Assert.Equal(ProblemKind.DiffersFromField, problem.Kind);
        Assert.Equal(
            "EC2 availability zone is us-east-1a, but RDS availability zone is us-east-1b. Host and database have to lie in the same zone.",
            problem.Message);
        Assert.Equal(
            "Correct the value, choose another EC2 instance or correct RDS availability zone in d) Availability zone.", problem.WayOut);
    }

    [Fact]
    public void AvailabilityZone_OutsideTheRegion_IsAProblem()
    {
        _bench.Set("site-title", "hosting-region", "us-east-1").Accepted();
        _bench.Set("rds-hosting-type", "rds-hosting", "shared").Accepted();
        _bench.Set("rds-availability-zone", "rds-az", "us-west-2a").Accepted();

        Assert.Contains(_bench.Step("rds-availability-zone").Problems, p => p.Message == "us-west-2a does not lie in us-east-1.");
    }

    [Theory]
    [InlineData("org-id", "organization-id", "acme")]
    [InlineData("hosting-domains", "public-host", "acme.fusionPOS.com")]
    [InlineData("aws-iam-user", "iam-user", "rms_acme")]
    [InlineData("aws-bucket", "bucket", "fusion-rms-acme")]
    [InlineData("rds-create-database", "cloud-database", "pos_acme")]
    [InlineData("rds-login-record", "cloud-login", "pos_acme_user")]
    [InlineData("ec2-create-tenant", "cloud-tenant", "acme")]
    public void ComputedNames_FollowTheOrganizationId(string step, string field, string expected)
    {
        _bench.Set("rds-hosting-type", "rds-hosting", "shared").Accepted();
        _bench.Set("ec2-hosting-type", "ec2-hosting", "shared").Accepted();

        var plan = _bench.Step(step).Fields.Single(f => f.Definition.Id == field);

        Assert.Equal((expected, ValueOrigin.Computed), (plan.Value, plan.Origin));
    }

    [Fact]
    public void Bucket_NameTaken_AsksForTheActualOne()
    {
        Assert.DoesNotContain(_bench.Step("aws-bucket").Fields, f => f.Definition.Id == "bucket-alternative");

        _bench.Set("aws-bucket", "bucket-taken", "yes").Accepted();

        Assert.Equal(
            ProblemKind.Missing, _bench.Step("aws-bucket").Fields.Single(f => f.Definition.Id == "bucket-alternative").Problem!.Kind);
        _bench.Set("aws-bucket", "bucket-alternative", "Acme Files").Refused(RefusalReason.Invalid);
        _bench.Set("aws-bucket", "bucket-alternative", "acme-files").Accepted();
    }

    [Fact]
    public void SharedNew_BlocksItsSectionAndNamesWhatIsMissing()
    {
        _bench.Set("rds-hosting-type", "rds-hosting", "shared-new").Accepted();

        var section = _bench.Plan().Sections.Single(s => s.Key == "rds");

        Assert.Equal(6, section.Progress.Blocked);
        Assert.Equal(
            "The RDS instance name and RDS availability zone that the checklist RDS instance publishes when it completes",
            section.Blocks[0].Missing);
        Assert.Equal("Steps c and d fill themselves in and 6 steps unblock", section.Blocks[0].Then);
        Assert.Equal(0, _bench.Plan().Sections.Single(s => s.Key == "ec2").Progress.Blocked);
    }

    [Fact]
    public void Suggestions_OfferWhatIsKnown_WithoutRecordingIt()
    {
        var title = _bench.Step("site-title").Fields[0];

        Assert.Equal((null, "Acme Stores"), (title.Value, title.Suggestion));
        Assert.Equal(ProblemKind.Missing, title.Problem!.Kind);
    }

    [Fact]
    public void PreInstall_PrecedesEverything()
    {
        var plan = _bench.Plan();

        Assert.All(
            plan.Sections.Where(s => s.Definition.Group != "Pre-install").SelectMany(s => s.Steps), step =>
            Assert.NotEqual(StepReadiness.Ready, step.Readiness));
        Assert.Equal("org-id", plan.NextStep!.Key.StepId);
    }

    [Fact]
    public void CredentialSteps_AllHoldAReferenceAndNothingElseOfTheCredential()
    {
        var credentials = TemplateLibrary.All.SelectMany(t => t.Template.Sections).SelectMany(s => s.Steps)
            .Where(s => s.Credential is not null).ToList();

        Assert.Equal(9, credentials.Count);
        Assert.All(credentials, step => Assert.Single(step.Fields, f => f.Type.IsCredentialReference));
    }
}
