using System.Text.RegularExpressions;
using CsCheck;
using Xunit;

namespace FusionPortal.Conventions.Tests;

public sealed class OrganizationIdTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["abcXYZ019-_ .é\u00df\u200b"], 0, 60]);

    [Theory]
    [InlineData("xmsqa")]
    [InlineData("xmsqa1")]
    [InlineData("a")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")]
    public void Valid_Id_HasNoProblems(string text)
    {
        Assert.Empty(OrganizationId.Validate(text));
        Assert.True(OrganizationId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
    }

    [Theory]
    [InlineData("Acme", "Use lower case: acme.")]
    [InlineData("1acme", "Begin with a letter; digits may follow.")]
    [InlineData("ac-me", "Only the letters a to z and digits are allowed; take out \"-\".")]
    [InlineData("ac me_x", "Only the letters a to z and digits are allowed; take out spaces, \"_\".")]
    [InlineData("caf\u00e9", "Only the letters a to z and digits are allowed; take out \"\u00e9\".")]
    [InlineData("ac\u200bme", "Only the letters a to z and digits are allowed; take out an invisible character.")]
    [InlineData("", "Type an organization ID: lower-case letters and digits, the first a letter.")]
    [InlineData(null, "Type an organization ID: lower-case letters and digits, the first a letter.")]
    [InlineData(
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0",
        "Use at most 52 characters (1 too many): S3 allows a bucket name 63, and \"fusion-rms-\" takes 11.")]
    public void Invalid_Id_IsToldWhatToDo(string? text, string problem)
    {
        Assert.Equal([problem], OrganizationId.Validate(text));
        Assert.False(OrganizationId.TryParse(text, out _));
    }

    [Fact]
    public void Invalid_InSeveralWays_IsToldEachOnce() => Assert.Equal(3, OrganizationId.Validate("9Acme Stores").Count);

    [Fact]
    public void Limit_IsWhatS3Leaves() => Assert.Equal(63, "fusion-rms-".Length + OrganizationId.MaxLength);

    [Theory]
    [InlineData("Kite Cycles", "kitecycles")]
    [InlineData("42 Street Café", "streetcafe")]
    [InlineData("--", null)]
    [InlineData("123", null)]
    [InlineData("\ud800", null)]
    public void Suggest_FromAName_IsTheNearestValid(string text, string? expected) => Assert.Equal(expected, OrganizationId.Suggest(text));

    [Fact]
    public void Rules_ForAnyText_AgreeWithEachOther() => AnyText.Sample(text =>
    {
        var byRule = text.Length <= 52 && Regex.IsMatch(text, "^[a-z][a-z0-9]*\\z", RegexOptions.CultureInvariant);
        return OrganizationId.IsValid(text) == byRule
            && (OrganizationId.Validate(text).Count == 0) == byRule
            && OrganizationId.TryParse(text, out _) == byRule;
    });

    [Fact]
    public void Suggest_ForAnyText_IsValidOrNothing() =>
        AnyText.Sample(text => OrganizationId.Suggest(text) is not { } id || OrganizationId.IsValid(id));
}
