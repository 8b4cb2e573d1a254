using FusionPortal.Conventions.Rules;
using FusionPortal.Web.Components.Pages.Book;
using Xunit;

namespace FusionPortal.Web.Tests.Pages.Book;

public sealed class ExampleLinesTests
{
    [Fact]
    public void Example_SaysItsResources_WhatWasTicked_AndAccountsNobodyDeclared()
    {
        Assert.Equal(["S3 bucket fusion-rms-acme"], ExampleLines.Of(RuleKinds.Of<NameFollowsPattern>().Passes));
        Assert.Equal(
            ["RDS instance db-pos-01 with availabilityZone us-east-1a",
                "ticked of acme: RDS instance db-POS-01, availability-zone us-east-1a"],
            ExampleLines.Of(RuleKinds.Of<AsCaptured>().Passes));
        Assert.Equal(["account POS Fairs, not declared"], ExampleLines.Of(RuleKinds.Of<AccountDeclared>().Breaks));
    }

    // A rule that judges what is missing, or accounts, is shown by its sentence alone.
    [Fact]
    public void EveryRule_TellsItsTwoExamplesApart() =>
        Assert.All(RuleKinds.All, rule => Assert.NotEqual(Told(rule.Passes), Told(rule.Breaks)));

    private static string Told(RuleExample example) => string.Join('\n', ExampleLines.Of(example).Prepend(example.Why));
}
