using FusionPortal.Conventions.Resources;
using Xunit;

namespace FusionPortal.Conventions.Tests.Resources;

/// <summary>Names of DNS are the same whatever their case, their last dot and the way their characters are written.</summary>
public sealed class DnsNameTests
{
    [Theory]
    [InlineData("KiteQA.fusionPOS.com.", "kiteqa.fusionpos.com")]
    [InlineData("kiteqa.fusionpos.com", "kiteqa.fusionpos.com")]
    [InlineData(@"\052.fusionpos.com.", "*.fusionpos.com")]
    [InlineData(@"\153ite.fusionpos.com.", "kite.fusionpos.com")]
    [InlineData(@"a\0", @"a\0")]
    [InlineData(@"a\099b", @"a\099b")]
    [InlineData("a..", "a.")]
    [InlineData(".", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Plain_IsLowerCase_WithoutTheLastDot_WithEscapesRead(string? name, string? plain) =>
        Assert.Equal(plain, DnsName.Plain(name));

    [Fact]
    public void Plain_OfATextLongerThanAnyName_IsNone() => Assert.Null(DnsName.Plain(new string('a', 1_025)));

    [Theory]
    [InlineData("kite.fusionpos.com", "kite")]
    [InlineData("a.kite.fusionpos.com", null)]
    [InlineData("fusionpos.com", null)]
    [InlineData("notfusionpos.com", null)]
    [InlineData("kite.fusionrms.com", null)]
    public void LabelBelow_IsTheOneWordBeforeTheZone(string name, string? label) =>
        Assert.Equal(label, DnsName.LabelBelow(name, "fusionpos.com"));
}
