using Bunit;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FusionPortal.Web.Tests.Hosting;

public sealed class PasswordManagerTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("https://passwords.example.com/entries/{reference}", null)]
    [InlineData("https://passwords.example.com/#/search?q={reference}", null)]
    [InlineData("https://passwords.example.com/entries", "has no {reference}")]
    [InlineData("http://passwords.example.com/{reference}", "is not https")]
    [InlineData("javascript:alert('{reference}')", "is not https")]
    [InlineData("/entries/{reference}", "is not https")]
    [InlineData("entries {reference}", "is no address")]
    [InlineData("https://{reference}.example.com/", "has {reference} in its host")]
    [InlineData("https://user:pw@passwords.example.com/{reference}", "holds a user")]
    public void Address_IsHttpsWithTheReferenceInItsPath(string address, string? says)
    {
        var result = new PasswordManagerOptionsValidation().Validate(null, new PasswordManagerOptions { Address = address });

        if (says is null) Assert.True(result.Succeeded, result.FailureMessage);
        else Assert.Contains($"PasswordManager:Address {says}", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FPM-20418", "https://passwords.example.com/entries/FPM-20418")]
    [InlineData("a/../b?c=d&e#f", "https://passwords.example.com/entries/a%2F..%2Fb%3Fc%3Dd%26e%23f")]
    public void Reference_IsALink_EncodedAndInATabOfItsOwn(string reference, string href)
    {
        using var context = new BunitContext();
        context.Services.AddSingleton(
            Options.Create(new PasswordManagerOptions { Address = "https://passwords.example.com/entries/{reference}" }));

        var link = context.Render<EntryLink>(p => p.Add(l => l.Reference, reference)).Find("a");

        Assert.Equal(
            (href, "_blank", "noopener noreferrer"), (link.GetAttribute("href"), link.GetAttribute("target"), link.GetAttribute("rel")));
    }

    [Fact]
    public void Reference_WithoutAnAddress_IsText()
    {
        using var context = new BunitContext();
        context.Services.AddSingleton(Options.Create(new PasswordManagerOptions()));

        var shown = context.Render<EntryLink>(p => p.Add(l => l.Reference, "FPM-20418"));

        Assert.Empty(shown.FindAll("a"));
        Assert.Equal("FPM-20418", shown.Find("span").TextContent);
    }
}
