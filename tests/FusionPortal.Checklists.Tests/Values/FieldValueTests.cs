using CsCheck;
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
        Type = FieldType.Choice,
        Options = [new FieldOption { Id = "shared-new", Label = "Shared (New)" }, new FieldOption { Id = "shared", Label = "Shared" }],
    };

    [Theory]
    [InlineData(FieldType.Text, "  Main   Street ", "Main   Street")]
    [InlineData(FieldType.Text, "a\tb", "a b")]
    [InlineData(FieldType.Text, "Cafe\u0301", "Caf\u00e9")]
    [InlineData(FieldType.Text, "\u5317\u4eac \U0001F370", "\u5317\u4eac \U0001F370")]
    [InlineData(FieldType.Text, "<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData(FieldType.Note, "one\r\ntwo\r", "one\ntwo")]
    [InlineData(FieldType.YesNo, "Yes", "yes")]
    [InlineData(FieldType.YesNo, "N", "no")]
    [InlineData(FieldType.YesNo, "TRUE", "yes")]
    [InlineData(FieldType.Confirmation, "true", "yes")]
    [InlineData(FieldType.Confirmation, "no", "")]
    [InlineData(FieldType.Number, "007", "7")]
    [InlineData(FieldType.Number, "12.0", "12")]
    [InlineData(FieldType.Number, "-0", "0")]
    [InlineData(FieldType.Date, "2026-02-28", "2026-02-28")]
    [InlineData(FieldType.Version, "v6.02.1", "6.2.1")]
    [InlineData(FieldType.Version, "6", "6")]
    [InlineData(FieldType.Version, "0.0.0.0", "0.0.0.0")]
    [InlineData(FieldType.OrgId, " xmsqa1 ", "xmsqa1")]
    [InlineData(FieldType.AwsRegion, "US-East-1", "us-east-1")]
    [InlineData(FieldType.AwsRegion, "us-gov-west-1", "us-gov-west-1")]
    [InlineData(FieldType.AwsRegion, "ap-southeast-2", "ap-southeast-2")]
    [InlineData(FieldType.AvailabilityZone, "us-east-1A", "us-east-1a")]
    [InlineData(FieldType.AvailabilityZone, "us-west-2-lax-1a", "us-west-2-lax-1a")]
    [InlineData(FieldType.PasswordManagerReference, "fpm-20418", "FPM-20418")]
    [InlineData(FieldType.SiteList, "corp : Head Office\r\n\r\n store1: Main: Street", "corp: Head Office\nstore1: Main: Street")]
    public void Read_WhatPeopleType_IsPutIntoOneForm(FieldType type, string typed, string expected)
    {
        var read = FieldValue.Read(Field(type), typed);

        Assert.Null(read.Problem);
        Assert.Equal(expected, read.Value);
    }

    [Theory]
    [InlineData(FieldType.Text, "a\u0000b")]
    [InlineData(FieldType.Text, "one\ntwo")]
    [InlineData(FieldType.Text, "admin\u202Egnp.exe")]
    [InlineData(FieldType.Text, "a\u2066b\u2069")]
    [InlineData(FieldType.Text, "lone \ud800 surrogate")]
    [InlineData(FieldType.YesNo, "maybe")]
    [InlineData(FieldType.Confirmation, "later")]
    [InlineData(FieldType.Number, "1,5")]
    [InlineData(FieldType.Number, "1.5")]
    [InlineData(FieldType.Number, "1e3")]
    [InlineData(FieldType.Number, "NaN")]
    [InlineData(FieldType.Number, "999999999999999999999999999999999")]
    [InlineData(FieldType.Date, "2026-02-30")]
    [InlineData(FieldType.Date, "23.11.2026")]
    [InlineData(FieldType.Date, "1999-12-31")]
    [InlineData(FieldType.Version, "latest")]
    [InlineData(FieldType.Version, "6.2.1.0.1")]
    [InlineData(FieldType.Version, "v")]
    [InlineData(FieldType.Version, "6..1")]
    [InlineData(FieldType.OrgId, "Acme")]
    [InlineData(FieldType.OrgId, "1acme")]
    [InlineData(FieldType.OrgId, "acme-1")]
    [InlineData(FieldType.AwsRegion, "us-east")]
    [InlineData(FieldType.AwsRegion, "us-east-1a")]
    [InlineData(FieldType.AvailabilityZone, "us-east-1")]
    [InlineData(FieldType.AvailabilityZone, "use1-az1")]
    [InlineData(FieldType.PasswordManagerReference, "Summer2026!")]
    [InlineData(FieldType.PasswordManagerReference, "hunter2")]
    [InlineData(FieldType.PasswordManagerReference, "FPM-20418 Xy7#")]
    [InlineData(FieldType.PasswordManagerReference, "20418")]
    [InlineData(FieldType.SiteList, "store1")]
    [InlineData(FieldType.SiteList, "Store1: Main Street")]
    [InlineData(FieldType.SiteList, "1store: Main Street")]
    [InlineData(FieldType.SiteList, "store1: A\nstore1: B")]
    [InlineData(FieldType.SiteList, "store@1: A")]
    [InlineData(FieldType.Computed, "fusion-rms-acme")]
    public void Read_WhatDoesNotFit_IsRefusedInWords(FieldType type, string typed)
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
        Assert.All(Enum.GetValues<FieldType>(), type => Assert.Equal(ReadValue.Good(""), FieldValue.Read(Field(type), typed)));

    [Theory]
    [InlineData("5", true)]
    [InlineData("10.5", true)]
    [InlineData("10.55", false)]
    [InlineData("4.9", false)]
    [InlineData("20.1", false)]
    public void Read_Number_HoldsToItsLimits(string typed, bool fits)
    {
        var field = Field(FieldType.Number) with { Min = 5, Max = 20, Decimals = 1 };

        Assert.Equal(fits, FieldValue.Read(field, typed).Problem is null);
    }

    [Theory]
    [InlineData("ab", false)]
    [InlineData("abc", true)]
    [InlineData("abcde", true)]
    [InlineData("abcdef", false)]
    public void Read_Text_HoldsToItsLengths(string typed, bool fits)
    {
        var field = Field(FieldType.Text) with { MinLength = 3, MaxLength = 5 };

        Assert.Equal(fits, FieldValue.Read(field, typed).Problem is null);
    }

    [Fact]
    public void Read_TextBeyondTheUsualLimit_IsRefused()
    {
        Assert.Null(FieldValue.Read(Field(FieldType.Text), new string('a', FieldValue.TextLimit)).Problem);
        Assert.NotNull(FieldValue.Read(Field(FieldType.Text), new string('a', FieldValue.TextLimit + 1)).Problem);
        Assert.NotNull(FieldValue.Read(Field(FieldType.Note), new string('a', FieldValue.RawLimit + 1)).Problem);
    }

    [Theory]
    [InlineData("123456789012", true)]
    [InlineData("x123456789012", false)]
    [InlineData("123456789012\n", true)]
    [InlineData("1234567890123", false)]
    public void Read_Pattern_MatchesTheWholeValue(string typed, bool fits)
    {
        var field = Field(FieldType.Text) with { Pattern = "[0-9]{12}", PatternSays = "Twelve digits." };

        Assert.Equal(fits ? null : "Twelve digits.", FieldValue.Read(field, typed).Problem);
    }

    [Theory]
    [InlineData("a|b", "ab")]
    [InlineData("a|b", "xb")]
    public void Read_PatternWithAlternatives_IsAnchoredAroundAllOfThem(string pattern, string typed) =>
        Assert.NotNull(FieldValue.Read(Field(FieldType.Text) with { Pattern = pattern, PatternSays = "a or b." }, typed).Problem);

    [Theory]
    [InlineData("6.2", "6.2.0", true)]
    [InlineData("6.2.0.0", "6.2", true)]
    [InlineData("6.2", "6.20", false)]
    [InlineData("6", "6.0.0", true)]
    [InlineData("0", "0.0", true)]
    [InlineData("10", "1", false)]
    public void Same_Versions_IgnoreTrailingZeros(string a, string b, bool same)
    {
        Assert.Equal(same, FieldValue.Same(FieldType.Version, a, b));
        Assert.False(FieldValue.Same(FieldType.Text, a, b));
    }

    [Fact]
    public void Display_EachType_ReadsWell()
    {
        Assert.Equal("Shared (New)", FieldValue.Display(Choice, "shared-new"));
        Assert.Equal("Yes", FieldValue.Display(Field(FieldType.YesNo), "yes"));
        Assert.Equal("Confirmed", FieldValue.Display(Field(FieldType.Confirmation), "yes"));
        Assert.Equal("8 GB", FieldValue.Display(Field(FieldType.Number) with { Unit = "GB" }, "8"));
        Assert.Equal("acme", FieldValue.Display(Field(FieldType.OrgId), "acme"));
    }

    [Fact]
    public void Read_AnyText_IsStableOnceCanonical() =>
        Gen.Select(Gen.Enum<FieldType>(), Gen.OneOf(Gen.String, Gen.String["0123456789.-vyesnotrue :\nabcUS"], Gen.Int.Select(i => $"{i}")))
            .Sample((type, typed) =>
        {
            var field = type == FieldType.Choice ? Choice : Field(type);
            var read = FieldValue.Read(field, typed);
            if (read.Problem is not null) return read.Value.Length == 0;
            var again = FieldValue.Read(field, read.Value);
            return again == read;
        });

    private static FieldDefinition Field(FieldType type) => new() { Id = "f", Label = "F", Type = type };
}
