using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Tests;

public sealed class AwsOptionsTests
{
    [Fact]
    public void NoSection_IsFine_AndScansNothing() => Assert.Empty(Read([]).Regions);

    [Fact]
    public void Section_IsReadWhole()
    {
        var options = Read(new()
        {
            ["Aws:Regions:0"] = "us-east-1",
            ["Aws:Regions:1"] = "us-gov-west-1",
            ["Aws:ManagementRoleArn"] = "arn:aws-us-gov:iam::123456789012:role/path/Reader",
            ["Aws:MemberRoleName"] = "FusionPortalScanner",
            ["Aws:ExternalId"] = "id:1/2",
            ["Aws:Profile"] = "portal",
            ["Aws:SessionDuration"] = "02:00:00",
        });

        Assert.Equal(["us-east-1", "us-gov-west-1"], options.Regions);
        Assert.Equal(TimeSpan.FromHours(2), options.SessionDuration);
        Assert.Equal("portal", options.Profile);
    }

    [Theory]
    [InlineData("Aws:Regions:0", "US East")]
    [InlineData("Aws:Regions:0", "us-east-1\n")]
    [InlineData("Aws:Regions:1", "eu-west-1")]
    [InlineData("Aws:EndpointUrl", "ftp://127.0.0.1")]
    [InlineData("Aws:EndpointUrl", "http://user:word@127.0.0.1")]
    [InlineData("Aws:ManagementRoleArn", "arn:aws:iam::1:role/x")]
    [InlineData("Aws:MemberRoleName", "arn:aws:iam::123456789012:role/x")]
    [InlineData("Aws:ExternalId", "x")]
    [InlineData("Aws:SessionName", "with space")]
    [InlineData("Aws:SessionDuration", "00:05:00")]
    [InlineData("Aws:CallTimeout", "01:00:00")]
    [InlineData("Aws:RetryDelay", "00:00:00")]
    [InlineData("Aws:GetResourcesPerSecond", "16")]
    public void Value_ThatCannotWork_IsRefusedByItsKey(string key, string value)
    {
        Dictionary<string, string?> settings = new() { ["Aws:Regions:0"] = "eu-west-1" };
        settings[key] = value;

        var refused = Assert.Throws<OptionsValidationException>(() => Read(settings));

        Assert.Contains(key.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Role_WithoutRegions_IsRefused() =>
        Assert.Throws<OptionsValidationException>(() => Read(new() { ["Aws:MemberRoleName"] = "FusionPortalScanner" }));

    private static AwsOptions Read(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddLogging().AddFusionPortalAws(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<AwsOptions>>().Value;
    }
}
