using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Conventions;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>Every embedded checklist can be worked to its end, whatever is chosen on the way.</summary>
public sealed class WalkTests
{
    private static readonly string[] Hostings = ["shared", "shared-new", "dedicated"];

    public static TheoryData<string, string, string, string, string> Variants()
    {
        // Each pair of hosting types meets, and each meets every edition.
        (string Deployment, string Engine)[] editions =
        [
            ("fusion-hosted", "sql-server-2019-web"), ("fusion-hosted", "custom"),
            ("client-hosted", "sql-server-2019-express"), ("client-hosted", "sql-server-2019-web"), ("client-hosted", "custom"),
        ];
        var data = new TheoryData<string, string, string, string, string>();
        for (var edition = 0; edition < editions.Length; edition++)
            for (var rds = 0; rds < Hostings.Length; rds++)
                data.Add(
                    editions[edition].Deployment, editions[edition].Engine, Hostings[rds], Hostings[(rds + edition) % 3],
                    data.Count % 2 == 0 ? "yes" : "no");
        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void ClientInstall_AnyDeploymentAndHosting_CanBeCompleted(
        string deployment, string engine, string rds, string ec2, string latest)
    {
        var bench = new Workbench(TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template, Workbench.Acme);
        var walker = new Walker(bench, new Dictionary<string, string>
        {
            ["deployment"] = deployment,
            ["rds-engine"] = engine,
            ["rds-hosting"] = rds,
            ["ec2-hosting"] = ec2,
            ["pos-version-is-latest"] = latest,
            ["sites"] = "store1: Main Street",
        });

        var plan = walker.ToTheEnd();

        Assert.Equal(plan.Progress.Applicable, plan.Progress.Done);
        Assert.Equal(0, plan.Progress.Undecided);
        Assert.Null(plan.NextStep);
        Assert.All(walker.Seen, progress => Assert.InRange(progress.Done, 0, progress.Applicable));
        Assert.Equal(rds != "shared" || ec2 != "shared", walker.Seen.Any(progress => progress.Blocked > 0));
    }

    [Theory]
    [InlineData(EnvironmentKind.Production, false)]
    [InlineData(EnvironmentKind.QA, false)]
    [InlineData(EnvironmentKind.Demonstration, false)]
    [InlineData(EnvironmentKind.Staging, true)]
    [InlineData(EnvironmentKind.Development, true)]
    [InlineData(EnvironmentKind.Other, true)]
    public void ClientInstall_RabbitMqPreview_OnlyWhereItIsAllowed(EnvironmentKind environment, bool offered)
    {
        var bench =
            new Workbench(TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template, Workbench.Acme with { Environment = environment });

        var plan = new Walker(bench).ToTheEnd();

        Assert.Equal(offered, plan.Find(new StepKey("aws-rabbitmq")) is not null);
        Assert.Equal(offered, plan.Find(new StepKey("pos-server-broker", "store1")) is not null);
    }

    [Theory]
    [InlineData("corp: Head Office", 1)]
    [InlineData("store1: Main Street", 1)]
    [InlineData("corp: Head Office\nstore1: Main Street\nstore2: Harbor\nstore3: Station", 4)]
    public void ClientInstall_AnySites_EachGetsItsSections(string sites, int count)
    {
        var bench = new Workbench(TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template, Workbench.Acme);

        var plan = new Walker(bench, new Dictionary<string, string> { ["sites"] = sites }).ToTheEnd();

        Assert.Equal(count, plan.Sites.Count);
        Assert.Equal(count, plan.Sections.Count(section => section.Definition.Id == "tenant"));
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    public void ClientInstall_Registers_AppearOnlyWhereTheyAreIntegrated(string integrated, bool expected)
    {
        var bench = new Workbench(TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template, Workbench.Acme);

        var plan = new Walker(bench, new Dictionary<string, string> { ["uses-registers"] = integrated }).ToTheEnd();

        Assert.Equal(expected, plan.Sections.Any(section => section.Definition.Id == "register"));
        Assert.Equal(expected, plan.Find(new StepKey("auth-register-license")) is not null);
    }

    [Theory]
    [InlineData("vpc", "", "")]
    [InlineData("ec2-instance", "shared", "existing")]
    [InlineData("ec2-instance", "shared", "new")]
    [InlineData("ec2-instance", "dedicated", "existing")]
    [InlineData("rds-instance", "shared", "existing")]
    [InlineData("rds-instance", "shared", "new")]
    [InlineData("rds-instance", "dedicated", "new")]
    public void SharedResource_AnyVariant_CompletesAndPublishes(string key, string hosting, string vpc)
    {
        var template = TemplateLibrary.Get(key).Template;
        var walker = new Walker(new Workbench(template), new Dictionary<string, string>
        {
            ["host-hosting"] = hosting,
            ["db-hosting"] = hosting,
            ["host-vpc"] = vpc,
            ["db-vpc"] = vpc,
        });

        var plan = walker.ToTheEnd();

        var expected = template.Publishes.Select(output => output.Id)
            .Where(id => id != LinkedResource.DedicatedToOutput || hosting == "dedicated");
        Assert.Equal(expected, plan.Outputs.Keys);
        Assert.Equal(vpc == "new", walker.Seen.Any(progress => progress.Blocked > 0));
        Assert.Equal(hosting == "dedicated" ? "acme" : null, LinkedResource.Of(Guid.Empty, plan, []).DedicatedTo);
    }
}
