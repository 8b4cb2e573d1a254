using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Conventions.Tests.Books;

public sealed class DefaultBookTests
{
    [Fact]
    public void DefaultBook_IsLoaded_HasEveryConvention()
    {
        string[] expected =
        [
            "ORG-ID-01", "ORG-ID-02", "NAME-S3-01", "NAME-S3-02", "NAME-IAM-01", "NAME-RDS-01", "NAME-MQ-01", "NAME-SG-01", "NAME-EC2-01",
            "TAG-ORG-01", "TAG-ORG-02", "TAG-ORG-03", "TAG-ORG-04", "TAG-ORG-05", "TAG-ORG-06", "TAG-ORG-07", "TAG-ORG-08", "TAG-ORG-09",
            "TAG-ORG-10", "TAG-SEC-01", "TAG-SEC-02", "ENV-01", "ENV-02", "ENV-04", "ENV-05", "ENV-06", "ENV-07", "CFG-IAM-01",
            "WHO-01",
        ];
        Assert.Equal(expected, ConventionBook.Default.Conventions.Select(c => c.Id));
    }

    [Fact]
    public void NamesFor_ValidOrganization_GivesTheNamesOfTheGuide()
    {
        var names = ConventionBook.Default.NamesFor("xmsqa1").ToDictionary(n => n.Id);

        Assert.Equal("rms_xmsqa1", names["iam-user"].Name);
        Assert.Equal("fusion-rms-xmsqa1", names["s3-bucket"].Name);
        Assert.Equal("xmsqa1.fusionPOS.com", names["host-name"].Name);
        Assert.Equal("xmsqa1", names["hub-vhost"].Name);
        Assert.All(names.Values, n => Assert.Null(n.Problem));
        Assert.Equal(RuleSource.PortalDefault, names["client-database"].Source);
    }
}
