using CsCheck;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;
using Xunit;

namespace FusionPortal.Checklists.Tests.Values;

public sealed class FieldValueTests
{
    private static readonly FieldDefinition Choice = new()
    {
        Id = "f",
        Label = "F",
        Type = FieldTypes.Of<ChoiceField>(),
        Options = [new FieldOption { Id = "shared-new", Label = "Shared (New)" }, new FieldOption { Id = "shared", Label = "Shared" }],
    };

    [Theory]
    [InlineData("Text", "  Main   Street ", "Main   Street")]
    [InlineData("Text", "a\tb", "a b")]
    [InlineData("Text", "Cafe\u0301", "Caf\u00e9")]
    [InlineData("Text", "\u5317\u4eac \U0001F370", "\u5317\u4eac \U0001F370")]
    [InlineData("Text", "<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("Note", "one\r\ntwo\r", "one\ntwo")]
    [InlineData("YesNo", "Yes", "yes")]
    [InlineData("YesNo", "N", "no")]
    [InlineData("YesNo", "TRUE", "yes")]
    [InlineData("Confirmation", "true", "yes")]
    [InlineData("Confirmation", "no", "")]
    [InlineData("Number", "007", "7")]
    [InlineData("Number", "12.0", "12")]
    [InlineData("Number", "-0", "0")]
    [InlineData("Date", "2026-02-28", "2026-02-28")]
    [InlineData("Version", "v6.02.1", "6.2.1")]
    [InlineData("Version", "6", "6")]
    [InlineData("Version", "0.0.0.0", "0.0.0.0")]
    [InlineData("OrgId", " xmsqa1 ", "xmsqa1")]
    [InlineData("AwsRegion", "US-East-1", "us-east-1")]
    [InlineData("AwsRegion", "us-gov-west-1", "us-gov-west-1")]
    [InlineData("AwsRegion", "ap-southeast-2", "ap-southeast-2")]
    [InlineData("AvailabilityZone", "us-east-1A", "us-east-1a")]
    [InlineData("AvailabilityZone", "us-west-2-lax-1a", "us-west-2-lax-1a")]
    [InlineData("PasswordManagerReference", "fpm-20418", "FPM-20418")]
    [InlineData("SiteList", "corp : Head Office\r\n\r\n store1: Main: Street", "corp: Head Office\nstore1: Main: Street")]
    public void Read_WhatPeopleType_IsPutIntoOneForm(string type, string typed, string expected)
    {
        var read = FieldValue.Read(Field(type), typed);

        Assert.Null(read.Problem);
        Assert.Equal(expected, read.Value);
    }

    [Theory]
    [InlineData("Text", "a\u0000b")]
    [InlineData("Text", "one\ntwo")]
    [InlineData("Text", "admin\u202Egnp.exe")]
    [InlineData("Text", "a\u2066b\u2069")]
    [InlineData("Text", "lone \ud800 surrogate")]
    [InlineData("YesNo", "maybe")]
    [InlineData("Confirmation", "later")]
    [InlineData("Number", "1,5")]
    [InlineData("Number", "1.5")]
    [InlineData("Number", "1e3")]
    [InlineData("Number", "NaN")]
    [InlineData("Number", "999999999999999999999999999999999")]
    [InlineData("Date", "2026-02-30")]
    [InlineData("Date", "23.11.2026")]
    [InlineData("Date", "1999-12-31")]
    [InlineData("Version", "latest")]
    [InlineData("Version", "6.2.1.0.1")]
    [InlineData("Version", "v")]
    [InlineData("Version", "6..1")]
    [InlineData("OrgId", "Acme")]
    [InlineData("OrgId", "1acme")]
    [InlineData("OrgId", "acme-1")]
    [InlineData("AwsRegion", "us-east")]
    [InlineData("AwsRegion", "us-east-1a")]
    [InlineData("AvailabilityZone", "us-east-1")]
    [InlineData("AvailabilityZone", "use1-az1")]
    [InlineData("PasswordManagerReference", "Summer2026!")]
    [InlineData("PasswordManagerReference", "hunter2")]
    [InlineData("PasswordManagerReference", "FPM-20418 Xy7#")]
    [InlineData("PasswordManagerReference", "20418")]
    [InlineData("SiteList", "store1")]
    [InlineData("SiteList", "Store1: Main Street")]
    [InlineData("SiteList", "1store: Main Street")]
    [InlineData("SiteList", "store1: A\nstore1: B")]
    [InlineData("SiteList", "store@1: A")]
    [InlineData("Computed", "fusion-rms-acme")]
    public void Read_WhatDoesNotFit_IsRefusedInWords(string type, string typed)
    {
        var read = FieldValue.Read(Field(type), typed);

        Assert.NotNull(read.Problem);
        Assert.Equal("", read.Value);
    }

    [Theory]
    [InlineData("shared-new", "shared-new")]
    [InlineData("SHARED-NEW", "shared-new")]
    [InlineData("Shared (New)", "shared-new")]
    [InlineData("shared", "shared")]
    public void Read_Choice_TakesIdOrLabel(string typed, string expected) => Assert.Equal(expected, FieldValue.Read(Choice, typed).Value);

    [Fact]
    public void Read_ChoiceOfSomethingElse_ListsTheLabels() =>
        Assert.Equal("Choose one of: Shared (New), Shared.", FieldValue.Read(Choice, "dedicated").Problem);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n ")]
    public void Read_NothingTyped_IsNothingForEveryType(string? typed) =>
        Assert.All(FieldTypes.All, type => Assert.Equal(ReadValue.Good(""), FieldValue.Read(Field(type.Name), typed)));

    [Theory]
    [InlineData("5", true)]
    [InlineData("10.5", true)]
    [InlineData("10.55", false)]
    [InlineData("4.9", false)]
    [InlineData("20.1", false)]
    public void Read_Number_HoldsToItsLimits(string typed, bool fits)
    {
        var field = Field("Number") with { Min = 5, Max = 20, Decimals = 1 };

        Assert.Equal(fits, FieldValue.Read(field, typed).Problem is null);
    }

    [Theory]
    [InlineData("ab", false)]
    [InlineData("abc", true)]
    [InlineData("abcde", true)]
    [InlineData("abcdef", false)]
    public void Read_Text_HoldsToItsLengths(string typed, bool fits)
    {
        var field = Field("Text") with { MinLength = 3, MaxLength = 5 };

        Assert.Equal(fits, FieldValue.Read(field, typed).Problem is null);
    }

    [Fact]
    public void Read_TextBeyondTheUsualLimit_IsRefused()
    {
        Assert.Null(FieldValue.Read(Field("Text"), new string('a', TextField.Limit)).Problem);
        Assert.NotNull(FieldValue.Read(Field("Text"), new string('a', TextField.Limit + 1)).Problem);
        Assert.NotNull(FieldValue.Read(Field("Note"), new string('a', FieldValue.RawLimit + 1)).Problem);
    }

    [Theory]
    [InlineData("123456789012", true)]
    [InlineData("x123456789012", false)]
    [InlineData("123456789012\n", true)]
    [InlineData("1234567890123", false)]
    public void Read_Pattern_MatchesTheWholeValue(string typed, bool fits)
    {
        var field = Field("Text") with { Pattern = "[0-9]{12}", PatternSays = "Twelve digits." };

        Assert.Equal(fits ? null : "Twelve digits.", FieldValue.Read(field, typed).Problem);
    }

    [Theory]
    [InlineData("a|b", "ab")]
    [InlineData("a|b", "xb")]
    public void Read_PatternWithAlternatives_IsAnchoredAroundAllOfThem(string pattern, string typed) =>
        Assert.NotNull(FieldValue.Read(Field("Text") with { Pattern = pattern, PatternSays = "a or b." }, typed).Problem);

    [Theory]
    [InlineData("6.2", "6.2.0", true)]
    [InlineData("6.2.0.0", "6.2", true)]
    [InlineData("6.2", "6.20", false)]
    [InlineData("6", "6.0.0", true)]
    [InlineData("0", "0.0", true)]
    [InlineData("10", "1", false)]
    public void Same_Versions_IgnoreTrailingZeros(string a, string b, bool same)
    {
        Assert.Equal(same, FieldTypes.Of<VersionField>().Same(a, b));
        Assert.False(FieldTypes.Of<TextField>().Same(a, b));
    }

    [Fact]
    public void Display_EachType_ReadsWell()
    {
        Assert.Equal("Shared (New)", Display(Choice, "shared-new"));
        Assert.Equal("Yes", Display(Field("YesNo"), "yes"));
        Assert.Equal("Confirmed", Display(Field("Confirmation"), "yes"));
        Assert.Equal("8 GB", Display(Field("Number") with { Unit = "GB" }, "8"));
        Assert.Equal("acme", Display(Field("OrgId"), "acme"));
    }

    [Fact]
    public void Read_AnyText_IsStableOnceCanonical() =>
        Gen.Select(
            Gen.Int[0, FieldTypes.All.Count - 1].Select(i => FieldTypes.All[i]),
            Gen.OneOf(Gen.String, Gen.String["0123456789.-vyesnotrue :\nabcUS"], Gen.Int.Select(i => $"{i}")))
            .Sample((type, typed) =>
        {
            var field = type is ChoiceField ? Choice : Field(type.Name);
            var read = FieldValue.Read(field, typed);
            if (read.Problem is not null) return read.Value.Length == 0;
            var again = FieldValue.Read(field, read.Value);
            return again == read;
        });

    private static FieldDefinition Field(string type) => new() { Id = "f", Label = "F", Type = FieldTypes.ByName[type] };

    private static string Display(FieldDefinition field, string value) => field.Type.Display(field, value);
}
