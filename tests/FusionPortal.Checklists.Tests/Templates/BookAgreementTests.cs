using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>What the checklists tell people to create is what the embedded convention book expects to find.</summary>
public sealed class BookAgreementTests
{
    private static readonly RunPlan Install = Walked();

    [Theory]
    [InlineData("aws-iam-user", "iam-user", "iam-user")]
    [InlineData("aws-bucket", "bucket", "s3-bucket")]
    [InlineData("hosting-domains", "public-host", "host-name")]
    [InlineData("ec2-dns", "cloud-host", "host-name")]
    [InlineData("aws-rabbitmq", "hub-vhost", "hub-vhost")]
    [InlineData("ec2-create-tenant", "cloud-tenant", "tenant")]
    [InlineData("rds-create-database", "cloud-database", "client-database")]
    [InlineData("rds-login-record", "cloud-login", "client-database-user")]
    [InlineData("pos-server-broker@store1", "site-vhost", "store-vhost")]
    [InlineData("pos-server-broker@corp", "site-vhost", "corporate-vhost")]
    [InlineData("tenant-database-user@store1", "site-login", "site-database-user")]
    public void ComputedName_OfTheInstall_IsTheBooks(string step, string field, string bookName)
    {
        var key = StepKey.Parse(step);
        var computed = Install.Find(key)!.Fields.Single(f => f.Definition.Id == field).Value;
        var parts = new Dictionary<string, string> { ["orgid"] = "acme", ["siteid"] = key.SiteId ?? "corp" };

        Assert.Equal(ConventionBook.Default.Name(bookName)!.Compute(parts).Name, computed);
    }

    [Theory]
    [InlineData("rds-instance", "db-POS-01", true)]
    [InlineData("rds-instance", "db-RMS-12", true)]
    [InlineData("rds-instance", "db-pos-01", true)]
    [InlineData("rds-instance", "database-1", false)]
    [InlineData("ec2-instance", "POS01", true)]
    [InlineData("ec2-instance", "host1", false)]
    public void RecordedName_OfASharedResource_IsHeldToTheBooksPattern(string template, string name, bool fits)
    {
        var bench = new Workbench(TemplateLibrary.Get(template).Template);
        var (step, field, bookName) = template == "rds-instance" ? ("db-create", "db-name", "rds-instance")
            : ("host-naming", "host-hostname", "ec2-host");

        Assert.Equal(fits, bench.Set(step, field, name) is RunDecision.Accepted);
        Assert.Equal(fits, ConventionBook.Default.Name(bookName)!.Pattern.IsMatch(name));
    }

    [Fact]
    public void SiteId_LongestOfTheList_IsTheBooksLongest() =>
        Assert.Equal(SiteList.LongestId, ConventionBook.Default.Parts["siteid"].MaxLength);

    private static RunPlan Walked()
    {
        var organization = Workbench.Acme with { Environment = Conventions.EnvironmentKind.Development };
        return new Walker(
            new Workbench(TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template, organization), new Dictionary<string, string>
            {
                ["site-authentication"] = "sql",
            }).ToTheEnd();
    }
}
