using FusionPortal.Demo.Supervision;
using Xunit;

namespace FusionPortal.Demo.Tests.Supervision;

public sealed class DemoCommandTests
{
    [Fact]
    public void Parse_Nothing_TakesTheDefaults() =>
        Assert.Equal(new DemoCommand(5080, Reset: false, AwsEndpoint: null, StateFolder: null), DemoCommand.Parse([]));

    [Fact]
    public void Parse_EveryOption_IsTaken() =>
        Assert.Equal(
            new DemoCommand(5999, Reset: true, new Uri("http://127.0.0.1:5000"), "/tmp/x", NoPast: true),
            DemoCommand.Parse(
                ["--port", "5999", "--reset", "--no-past", "--aws-endpoint", "http://127.0.0.1:5000", "--state", "/tmp/x"]));

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "eighty")]
    [InlineData("--aws-endpoint", "localhost:5000")]
    [InlineData("--aws-endpoint", "ftp://localhost")]
    [InlineData("--help-me")]
    [InlineData("5080")]
    public void Parse_NotUnderstood_NamesItAndShowsTheUsage(params string[] arguments)
    {
        var refused = Assert.Throws<DemoException>(() => DemoCommand.Parse(arguments));

        Assert.Contains(arguments[^1], refused.Message, StringComparison.Ordinal);
        Assert.Contains("Usage:", refused.Message, StringComparison.Ordinal);
    }
}
