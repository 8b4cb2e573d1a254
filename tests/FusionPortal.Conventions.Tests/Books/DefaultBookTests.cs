using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Conventions.Tests.Books;

public sealed class DefaultBookTests
{
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
