using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

/// <summary>Tags whose key is nearly the right one, values and names that only look like what they should be.</summary>
public sealed class MisspelledTagTests
{
    /// <summary>The key, how it is shown, and what is said of it.</summary>
    public static TheoryData<string, string, string> Keys => new()
    {
        { "orgid", "orgid", "o for O and i for I" },
        { "Org-Id", "Org-Id", "\"-\", after \"Org\"" },
        { "OrgId ", "OrgId[U+0020]", "space, U+0020, at the end" },
        { " OrgId", "[U+0020]OrgId", "space, U+0020, at the beginning" },
        { "\u041ergId", "[U+041E]rgId", "Cyrillic capital letter o, U+041E, for O" },
        { "\u039frgId", "[U+039F]rgId", "Greek capital letter omicron, U+039F, for O" },
        { "\u043ergId", "[U+043E]rgId", "Cyrillic small letter o, U+043E, for O" },
        { "Org\u0406d", "Org[U+0406]d", "Cyrillic capital letter Byelorussian-Ukrainian i, U+0406, for I" },
        { "Org\u200bId", "Org[U+200B]Id", "zero width space, U+200B, after \"Org\"" },
        { "OrgId\u00a0", "OrgId[U+00A0]", "no-break space, U+00A0, at the end" },
        { "Org\u00adId", "Org[U+00AD]Id", "soft hyphen, U+00AD, after \"Org\"" },
        { "\ufeffOrgId", "[U+FEFF]OrgId", "zero width no-break space, U+FEFF, at the beginning" },
        { "OrgId\u200e", "OrgId[U+200E]", "left-to-right mark, U+200E, at the end" },
        { "\uff2frgId", "[U+FF2F]rgId", "full-width capital letter O, U+FF2F, for O" },
        { "Org\u2013Id", "Org[U+2013]Id", "en dash, U+2013, after \"Org\"" },
        { "OrgId\t", "OrgId[U+0009]", "tab, U+0009, at the end" },
        { "Orgld", "Orgld", "small letter l, U+006C, for I" },
        { "Org1d", "Org1d", "digit 1, U+0031, for I" },
        { "0rgId", "0rgId", "digit 0, U+0030, for O" },
        { "OrgIdd", "OrgIdd", "small letter d, U+0064, at the end" },
        { "OgrId", "OgrId", "small letter g, U+0067, for r and small letter r, U+0072, for g" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_IsMisspelled_NotAbsent_AndTheOrganizationIsStillRead(string key, string shown, string difference)
    {
        var bucket = Bucket("fusion-rms-acme", Production, (key, "acme"));

        Assert.Equal("pass", VerdictOf("TAG-ORG-01", bucket));
        var violation = ViolationOf("TAG-ORG-03", bucket);
        Assert.Equal(("OrgId", shown, "OrgId"), (violation.Expected, violation.Actual, violation.Suggestion));
        Assert.Equal($"Acme Stores’ bucket fusion-rms-acme has a misspelled organization tag: {shown}, not OrgId", violation.Title);
        Assert.Equal(difference, violation.Evidence.Facts.Single(f => f.Name == "Difference").Value);
        Assert.NotEqual("violation", VerdictOf("TAG-ORG-10", bucket));
        Assert.Equal("acme", violation.OrgId);
    }

    [Theory]
    [InlineData("\u041ergId", "violation")]
    [InlineData("Org\u200bId", "violation")]
    [InlineData("Orgld", "violation")]
    [InlineData("OrgIdd", "violation")]
    [InlineData("OrgID", "pass")]
    [InlineData("org-id", "pass")]
    [InlineData("Owner", "nothing")]
    public void WhereNoSpellingIsLaidDown_OnlyWhatLooksLikeTheTagIsTold(string key, string verdict) =>
        Assert.Equal(verdict, VerdictOf("TAG-ORG-10", Rds("db-pos-01", Production, (key, "acme"))));

    [Fact]
    public void ResourceWithoutAnotherSign_BelongsToWhomTheMisspelledTagNames()
    {
        var violation = ViolationOf("TAG-ORG-10", Rds("reports", Production, ("OrgI\u0501", "acme")));

        Assert.Equal(("acme", "OrgId", "OrgI[U+0501]"), (violation.OrgId, violation.Suggestion, violation.Actual));
    }

    [Fact]
    public void MisspelledTag_BesideTheRightOne_IsToldToo()
    {
        var violation = ViolationOf("TAG-ORG-10", Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), ("OrgId\u200b", "acme")));

        Assert.Equal(("OrgId", "OrgId[U+200B]"), (violation.Suggestion, violation.Actual));
        Assert.Equal("pass", VerdictOf("TAG-ORG-06", Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), ("OrgId\u200b", "acme"))));
    }

    /// <summary>Keys that are other keys, or whose value is no client: nothing can be known of them.</summary>
    [Theory]
    [InlineData("Org", "acme")]
    [InlineData("OrgUnit", "acme")]
    [InlineData("OrgId2", "acme")]
    [InlineData("OrgIdd", "nobody")]
    [InlineData("Origin", "acme")]
    [InlineData("OrganizationId", "acme")]
    [InlineData("ÖrgId", "acme")]
    public void OtherKeys_AreAbsent(string key, string value) =>
        Assert.Equal("violation", VerdictOf("TAG-ORG-01", Bucket("fusion-rms-acme", Production, (key, value))));

    [Theory]
    [InlineData("acme\u200b", "acme[U+200B]", "zero width space, U+200B, at the end")]
    [InlineData("\u0430cme", "[U+0430]cme", "Cyrillic small letter a, U+0430, for a")]
    [InlineData("ac\u00adme", "ac[U+00AD]me", "soft hyphen, U+00AD, after \"ac\"")]
    [InlineData("\u00a0acme", "[U+00A0]acme", "no-break space, U+00A0, at the beginning")]
    public void Value_ThatOnlyLooksLikeAnOrganization_IsReadAndTold(string value, string shown, string difference)
    {
        var bucket = Bucket("fusion-rms-acme", Production, ("OrgId", value));

        var violation = ViolationOf("TAG-ORG-07", bucket);

        Assert.Equal(("acme", shown, "acme"), (violation.Expected, violation.Actual, violation.Suggestion));
        Assert.Equal($"Acme Stores’ bucket fusion-rms-acme has OrgId={shown}, which only looks like acme", violation.Title);
        Assert.Equal(difference, violation.Evidence.Facts.Single(f => f.Name == "Characters").Value);
        Assert.Equal("pass", VerdictOf("TAG-ORG-08", bucket));
    }

    [Fact]
    public void Value_OfWhichNothingIsSeen_IsEmpty() =>
        Assert.Equal("violation", VerdictOf("TAG-ORG-05", Bucket("fusion-rms-acme", Production, ("OrgId", "\u200b"))));

    [Fact]
    public void TwoTags_OfWhichOneOnlyLooksTheSame_ShowTheDifference()
    {
        var violation = ViolationOf("TAG-ORG-06", Bucket("fusion-rms-acme", Production, ("OrgId", "acme"), ("OrgID", "acme\u200b")));

        Assert.Equal("OrgID=acme[U+200B] and OrgId=acme", violation.Actual);
        Assert.Equal("acme", violation.OrgId);
    }

    [Theory]
    [InlineData("Name ", "Name[U+0020]")]
    [InlineData("name", "name")]
    [InlineData("N\u0430me", "N[U+0430]me")]
    public void NameTag_IsMisspelled_NotAbsent(string key, string shown)
    {
        var violation = ViolationOf("NAME-EC2-01", Ec2("instance", "i-0123456789abcdef0", Production, (key, "POS01")));

        Assert.Equal(("Name", shown, "Name"), (violation.Expected, violation.Actual, violation.Suggestion));
        Assert.Contains("misspelled Name tag", violation.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P\u041eS01", "P[U+041E]S01")]
    [InlineData("POS\u200b01", "POS[U+200B]01")]
    [InlineData("POS01\u00a0", "POS01[U+00A0]")]
    public void Name_ThatOnlyLooksLikeThePattern_IsTold(string name, string shown)
    {
        var violation = ViolationOf("NAME-EC2-01", Ec2("instance", "i-0123456789abcdef0", Production, ("Name", name)));

        Assert.Equal(("POS01", shown, "POS01"), (violation.Expected, violation.Actual, violation.Suggestion));
    }
}
