using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;
using Xunit;

namespace FusionPortal.Checklists.Tests.Fields;

public sealed class WebAddressFieldTests
{
    private static readonly FieldDefinition Field = new() { Id = "f", Label = "F", Type = FieldTypes.Of<WebAddressField>() };

    [Theory]
    [InlineData("http://localhost", "http://localhost")]
    [InlineData("http://localhost/", "http://localhost")]
    [InlineData("https://logs.fusionrms.com", "https://logs.fusionrms.com")]
    [InlineData("https://Logs.Example.com:8443/Seq/", "https://logs.example.com:8443/Seq/")]
    [InlineData("http://[2001:DB8::1]:80/", "http://[2001:db8::1]")]
    [InlineData("http://10.0.0.7:5341/?q=a/b#top", "http://10.0.0.7:5341/?q=a/b#top")]
    [InlineData("https://example.com/?a=b", "https://example.com/?a=b")]
    [InlineData("https://example.com/Füße", "https://example.com/F%C3%BC%C3%9Fe")]
    public void Read_AnAddress_IsPutIntoOneForm_AndStaysThere(string typed, string stored)
    {
        Assert.Equal(ReadValue.Good(stored), FieldValue.Read(Field, typed));
        Assert.Equal(ReadValue.Good(stored), FieldValue.Read(Field, stored));
    }

    [Theory]
    [InlineData("logs.example.com", "begins with https://")]
    [InlineData("ftp://example.com", "begins with https://")]
    [InlineData("javascript:alert(1)", "begins with https://")]
    [InlineData("https:example.com", "begins with https://")]
    [InlineData("https://", "no web address")]
    [InlineData("https:///seq", "no web address")]
    [InlineData("https://exa mple.com", "no web address")]
    [InlineData("https://example.com\\seq", "no web address")]
    [InlineData("https://example.com:99999", "no web address")]
    [InlineData("https://ana@example.com", "no user name or password")]
    [InlineData("https://ana:x@example.com/seq", "no user name or password")]
    public void Read_WhatIsNone_IsRefusedWithTheReason(string typed, string says) =>
        Assert.Contains(says, FieldValue.Read(Field, typed).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_ALongAddress_IsRefused()
    {
        Assert.Null(FieldValue.Read(Field, "http://a/" + new string('b', 491)).Problem);
        Assert.Contains("501", FieldValue.Read(Field, "http://a/" + new string('b', 492)).Problem, StringComparison.Ordinal);
    }
}
