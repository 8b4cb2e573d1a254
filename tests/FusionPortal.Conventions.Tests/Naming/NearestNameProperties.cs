using CsCheck;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;
using Xunit;

namespace FusionPortal.Conventions.Tests.Naming;

/// <summary>The name that is suggested is the one that was meant: what a slip of the hand changes is undone, and nothing else.</summary>
public sealed class NearestNameProperties
{
    private static readonly Gen<(BookName Name, Dictionary<string, string> Parts)> Meant = Gen.Select(
        Gen.OneOf([.. ConventionBook.Default.Names.Where(n => n.Kind is not null)]),
        Gen.Select(Gen.Char["abcxyz"], Gen.String[Gen.Char["abcxyz0189"], 0, 20], (first, rest) => first + rest),
        Gen.OneOf("POS", "RMS", "XMS"), Gen.Int[0, 9_999], Gen.String[Gen.Char["ABZ09"], 1, 20],
        (name, org, product, number, purpose) => (name, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["orgid"] = org,
            ["product"] = product,
            ["nn"] = $"{number}",
            ["purpose"] = purpose,
            ["company"] = "fusion",
        }));

    [Theory]
    [InlineData("rds-instance", "db-pos-1", "db-POS-01")]
    [InlineData("rds-instance", "DB_RMS_007", "db-RMS-07")]
    [InlineData("ec2-host", "POS-7", "POS07")]
    [InlineData("ec2-host", "pos 12", "POS12")]
    [InlineData("mq-broker", "MQ.pos.3", "mq-POS-03")]
    [InlineData("s3-bucket", "Fusion_rms_acme", "fusion-rms-acme")]
    [InlineData("s3-bucket", "fusionrmsacme", "fusion-rms-acme")]
    [InlineData("iam-user", "RMS-Acme", "rms_acme")]
    [InlineData("security-group", "sg_pos_ops", "SG-POS-OPS")]
    // What was meant cannot be told.
    [InlineData("rds-instance", "posdata", null)]
    [InlineData("ec2-host", "position", null)]
    [InlineData("rds-instance", "db-pos-main", null)]
    [InlineData("rds-instance", "db-erp-01", null)]
    public void Name_ThatMissesItsPattern_GivesTheOneThatWasMeant(string id, string name, string? nearest) =>
        Assert.Equal(nearest, NearestName.To(ConventionBook.Default.Name(id)!.Pattern, name));

    [Fact]
    public void Slips_OfCaseSeparatorsAndZeros_AreUndone() =>
        Gen.Select(Meant, Gen.Int[0, 3], Gen.OneOf("-", "_", ".", " "), Gen.Bool).Sample((meant, letterCase, separator, shorter) =>
    {
        var pattern = meant.Name.Pattern;
        var right = pattern.Generate(meant.Parts).Name!;
        var slipped = string.Concat(right.Select(c => c is '-' or '_' ? separator : $"{c}"));
        slipped = letterCase switch { 0 => slipped.ToLowerInvariant(), 1 => slipped.ToUpperInvariant(), _ => slipped };
        if (shorter && pattern.NumberSlot >= 0)
            slipped = slipped.Replace(meant.Parts["nn"].PadLeft(2, '0'), meant.Parts["nn"], StringComparison.Ordinal);

        var nearest = NearestName.To(pattern, slipped);

        // Null where nothing was slipped: a name that is right has no nearer one.
        Assert.Equal(slipped == right ? null : right, nearest);
    });

    [Fact]
    public void Suggestion_IsValid_KeepsEveryLetterAndDigit_AndHasNoNearerOne() =>
        Gen.Select(Meant, Gen.String[Gen.Char["abPOS09-_. "], 0, 12]).Sample((meant, text) =>
    {
        var pattern = meant.Name.Pattern;
        var name = pattern.Generate(meant.Parts).Name! + text;
        if (NearestName.To(pattern, name) is not { } nearest) return;

        Assert.True(pattern.IsMatch(nearest), $"{name} → {nearest}");
        Assert.Null(NearestName.To(pattern, nearest));
        Assert.Equal(Said(name), Said(nearest));
    });

    // Letters and digits, without case and without the zeros before a number.
    private static string Said(string name) => string.Concat(
        name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)).Replace("0", "", StringComparison.Ordinal);
}
