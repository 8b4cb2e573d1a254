using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;
using Xunit;

namespace FusionPortal.Conventions.Tests.Naming;

public sealed class NamePatternTests
{
    private static IReadOnlyDictionary<string, NamePart> Parts => ConventionBook.Default.Parts;

    [Theory]
    [InlineData("s3-bucket", "fusion-rms-xmsqa1", "company=fusion orgid=xmsqa1")]
    [InlineData("iam-user", "rms_xmsqa1", "orgid=xmsqa1")]
    [InlineData("rds-instance", "db-POS-01", "product=POS nn=1")]
    [InlineData("rds-instance", "db-pos-01", "product=POS nn=1")]
    [InlineData("rds-instance", "DB-rms-12", "product=RMS nn=12")]
    [InlineData("rds-instance", "db-XMS-107", "product=XMS nn=107")]
    [InlineData("mq-broker", "mq-POS-01", "product=POS nn=1")]
    [InlineData("security-group", "SG-POS-OPS", "product=POS purpose=OPS")]
    [InlineData("security-group", "SG-RMS-DB-STAFF", "product=RMS purpose=DB-STAFF")]
    [InlineData("ec2-host", "POS01", "product=POS nn=1")]
    [InlineData("host-name", "XMSQA.fusionpos.com", "orgid=xmsqa domain=fusionPOS.com")]
    [InlineData("tenant-manager-database", "POS_POS01", "host=POS01")]
    [InlineData("tenant-manager-database-user", "POS_POS01_user", "host=POS01")]
    [InlineData("store-vhost", "org_store1", "orgid=org siteid=store1")]
    public void Name_ThatFollows_GivesItsParts(string id, string name, string parts)
    {
        var match = ConventionBook.Default.Name(id)!.Pattern.Match(name);

        Assert.NotNull(match);
        Assert.Equal(parts, string.Join(' ', match.Select(p => $"{p.Key}={p.Value}")));
    }

    [Theory]
    [InlineData("s3-bucket", "fusion-rms-")]
    [InlineData("s3-bucket", "fusion-rms-1acme")]
    [InlineData("s3-bucket", "fusion-rms-Acme")]
    [InlineData("s3-bucket", "fusion-rms-acme-qa")]
    [InlineData("s3-bucket", "fusion-rms-acme\n")]
    [InlineData("s3-bucket", " fusion-rms-acme")]
    [InlineData("s3-bucket", "fusion-rms-abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0")]
    [InlineData("iam-user", "RMS_acme")]
    [InlineData("mq-broker", "mq-pos-01")]
    [InlineData("mq-broker", "mq-POS-1")]
    [InlineData("mq-broker", "mq-POS-007")]
    [InlineData("mq-broker", "mq-POS-0000001")]
    [InlineData("mq-broker", "mq-ABC-01")]
    [InlineData("security-group", "SG-POS-")]
    [InlineData("security-group", "SG-POS-ops")]
    [InlineData("ec2-host", "POS٠١")]
    [InlineData("rds-instance", "")]
    public void Name_ThatDoesNotFollow_IsRefused(string id, string name)
    {
        var pattern = ConventionBook.Default.Name(id)!.Pattern;

        Assert.False(pattern.IsMatch(name));
        Assert.Null(pattern.Match(name));
    }

    [Fact]
    public void IgnoringCase_LettersOfOtherScripts_AreNotTakenForAscii()
    {
        var pattern = NamePattern.Parse("ks-{orgid}", Parts, ignoreCase: true);

        Assert.True(pattern.IsMatch("KS-Acme"));
        // The Kelvin sign and the long s fold to k and s in some comparisons.
        Assert.False(pattern.IsMatch("\u212as-acme"));
        Assert.False(pattern.IsMatch("k\u017f-acme"));
        Assert.False(pattern.IsMatch("ks-\u212aacme"));
    }

    [Theory]
    [InlineData("{orgid}{siteid}", "cannot be told where {orgid} ends")]
    [InlineData("{orgid}{nn}", "cannot be told where {orgid} ends")]
    [InlineData("{orgid}x", "cannot be told where {orgid} ends")]
    [InlineData("{purpose}-{orgid}", "cannot be told where {purpose} ends")]
    [InlineData("{nn}{nnn}", "cannot be told where {nn} ends")]
    [InlineData("{nn}0", "cannot be told where {nn} ends")]
    [InlineData("{orgid}_{orgid}", "stands twice")]
    [InlineData("a-{client}", "{client} is not a part. Parts are:")]
    [InlineData("a-{orgid", "not closed")]
    [InlineData("a-}b", "lone \"}\"")]
    [InlineData("a b", "without spaces")]
    [InlineData("ä", "printable ASCII")]
    [InlineData("{product:title}", "only \"lower\" or \"upper\"")]
    [InlineData("{orgid:upper}", "an organization ID is lower-case")]
    [InlineData("", "1 to 200 characters")]
    public void Pattern_ThatCannotWork_IsRefusedWithTheReason(string text, string reason)
    {
        Assert.False(NamePattern.TryParse(text, Parts, ignoreCase: false, out _, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Choice_WhoseValueContinuesIntoTheNextPart_IsAmbiguous()
    {
        var parts = new Dictionary<string, NamePart>
        {
            ["token"] = NamePart.Choice("token", "POS", "POSX"),
            ["orgid"] = NamePart.Organization("orgid"),
        };

        Assert.False(NamePattern.TryParse("{token}X", parts, false, out _, out var error));
        Assert.Contains("cannot be told where {token} ends", error, StringComparison.Ordinal);
        Assert.True(NamePattern.TryParse("{token}-X", parts, false, out _, out _));
        Assert.True(NamePattern.TryParse("{token}{orgid}", parts, false, out _, out _));
        // Ignoring case the x of an organization ID may continue the token.
        Assert.False(NamePattern.TryParse("{token}{orgid}", parts, true, out _, out _));
    }

    [Fact]
    public void Choice_WithOneValueInTwoCases_IsAmbiguousIgnoringCase()
    {
        var parts = new Dictionary<string, NamePart> { ["token"] = NamePart.Choice("token", "POS", "pos") };

        Assert.True(NamePattern.TryParse("x-{token}", parts, false, out _, out _));
        Assert.False(NamePattern.TryParse("x-{token}", parts, true, out _, out var error));
        Assert.Contains("accepts \"POS\" twice", error, StringComparison.Ordinal);
        Assert.False(NamePattern.TryParse("x-{token:upper}", parts, false, out _, out _));
    }

    [Fact]
    public void Generate_WithoutAChoice_TakesTheFirstValue()
    {
        var pattern = ConventionBook.Default.Name("rds-instance")!.Pattern;

        Assert.Equal("db-POS-07", pattern.Generate(("nn", "7")).Name);
        Assert.Equal("db-POS-07", pattern.Generate(("nn", "07")).Name);
        Assert.Equal("db-XMS-107", pattern.Generate(("product", "XMS"), ("nn", "107")).Name);
        Assert.Equal("db-POS-{nn}", pattern.Display);
    }

    [Theory]
    [InlineData("nn", "", "{nn} has no value yet.")]
    [InlineData("nn", "1a", "{nn} is a number of 2 to 6 digits, not \"1a\".")]
    [InlineData("nn", "1234567", "{nn} is a number of 2 to 6 digits, not \"1234567\".")]
    public void Generate_WithABadPart_SaysWhich(string part, string value, string problem)
    {
        var (name, told) = ConventionBook.Default.Name("rds-instance")!.Pattern.Generate((part, value));

        Assert.Null(name);
        Assert.Equal(problem, told);
    }

    [Fact]
    public void Generate_WithAnUnknownToken_SaysWhichAreAccepted() => Assert.Equal(
        "{product} is one of POS, RMS, XMS, not \"ABC\".",
        ConventionBook.Default.Name("rds-instance")!.Pattern.Generate(("product", "ABC"), ("nn", "1")).Problem);

    [Fact]
    public void LetterCase_OfAPart_IsWrittenAsAsked()
    {
        var pattern = NamePattern.Parse("{product:lower}_{orgid}", Parts);

        Assert.Equal("pos_acme", pattern.Generate(("orgid", "acme")).Name);
        Assert.Equal("RMS", pattern.Match("rms_acme")!["product"]);
        Assert.Null(pattern.Match("RMS_acme"));
    }

    [Theory]
    [InlineData("fusion-rms-1acme", "Expected an organization ID after \"fusion-rms-\", but there is \"1acme\".")]
    [InlineData("fusion-rms-acme-qa", "\"-qa\" is left over after \"fusion-rms-acme\".")]
    [InlineData("acme", "Expected fusion at the beginning, but there is \"acme\".")]
    [InlineData("fusion", "Expected \"-rms-\" after \"fusion\", but the name ends.")]
    [InlineData("fusion-rms-acme", null)]
    public void Diagnosis_SaysWhereANameLeavesThePattern(string name, string? expected) =>
        Assert.Equal(expected, NameDiagnosis.Of(ConventionBook.Default.Name("s3-bucket")!.Pattern, name));

    [Theory]
    [InlineData("s3-bucket", "fusion_rms_Acme", "fusion-rms-acme")]
    [InlineData("s3-bucket", "fusionrmsacme", "fusion-rms-acme")]
    [InlineData("s3-bucket", "fusion-rms-acme-qa", "fusion-rms-acmeqa")]
    [InlineData("iam-user", "RMS-acme", "rms_acme")]
    [InlineData("iam-user", "rmsadmin", null)]
    [InlineData("rds-instance", "db_pos1", "db-POS-01")]
    [InlineData("rds-instance", "db-rms-prod", null)]
    [InlineData("mq-broker", "mq-pos-01", "mq-POS-01")]
    [InlineData("security-group", "sg-pos-ops", "SG-POS-OPS")]
    [InlineData("ec2-host", "pos-1", "POS01")]
    [InlineData("tenant-manager-database-user", "posPOS01user", null)]
    [InlineData("tenant-manager-database-user", "pos-POS01-User", "pos_POS01_user")]
    public void Nearest_ForANameThatMisses_IsWhatWasProbablyMeant(string id, string name, string? expected) =>
        Assert.Equal(expected, NearestName.To(ConventionBook.Default.Name(id)!.Pattern, name));

    [Theory]
    [InlineData("rds-instance", "db-rms-prod", true)]
    [InlineData("rds-instance", "DB-POS01", true)]
    [InlineData("rds-instance", "db-postgres", false)]
    [InlineData("rds-instance", "orders", false)]
    [InlineData("ec2-host", "postgres-01", false)]
    [InlineData("ec2-host", "POS-web-01", true)]
    [InlineData("ec2-host", "pos1", true)]
    [InlineData("security-group", "SG-posters", false)]
    [InlineData("security-group", "default", false)]
    [InlineData("iam-user", "rmsadmin", false)]
    [InlineData("iam-user", "rms-acme", true)]
    [InlineData("s3-bucket", "fusionrms", true)]
    [InlineData("s3-bucket", "fusion-logs", false)]
    public void Resembles_TellsNearMissesFromOtherNames(string id, string name, bool expected) =>
        Assert.Equal(expected, NearestName.Resembles(ConventionBook.Default.Name(id)!.Pattern, name));
}
