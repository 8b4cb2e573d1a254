using FusionPortal.Conventions.Books;
using Xunit;

namespace FusionPortal.Conventions.Tests.Books;

public sealed class ConventionBookTests
{
    private static ConventionBook Book => ConventionBook.Default;

    [Fact]
    public void Export_ReadAgain_IsTheSameBook()
    {
        var again = ConventionBook.Load(Book.Yaml);

        Assert.Equal(Book.Yaml, again.Yaml);
        Assert.Equal(Book.Sha256, again.Sha256);
        Assert.Equal(Book.Version, again.Version);
        Assert.Equal(Described(Book), Described(again));
    }

    [Fact]
    public void Comments_SurviveTheExport() => Assert.Contains("# The convention book.", Book.Yaml, StringComparison.Ordinal);

    /// <summary>What the guide states, and what is the portal's own. A change here changes what people are told is a company
    /// rule.</summary>
    [Theory]
    [InlineData(RuleSource.CompanyGuide,
        "ORG-ID-01 NAME-S3-01 NAME-IAM-01 NAME-RDS-01 NAME-MQ-01 TAG-ORG-01 TAG-ORG-02 TAG-ORG-03 TAG-ORG-04 "
            + "ENV-01 ENV-02 CFG-IAM-01 "
            + "CFG-S3-01 CFG-S3-02 CFG-S3-04 CFG-S3-05 CFG-S3-06 CFG-DNS-01 "
            + "CFG-VPC-02 CFG-VPC-03 CFG-VPC-04 CFG-VPC-05 CFG-VPC-06 CFG-VPC-07 CFG-RDS-01 CFG-RDS-02 CFG-MQ-01 CFG-MQ-02 "
            + "CFG-SG-01 "
            + "WHO-01")]
    [InlineData(RuleSource.PortalDefault,
        "ORG-ID-02 NAME-S3-02 NAME-SG-01 NAME-EC2-01 NAME-RDS-02 NAME-EC2-02 NAME-MQ-02 NAME-NUM-01 "
            + "TAG-ORG-05 TAG-ORG-06 TAG-ORG-07 TAG-ORG-08 TAG-ORG-09 TAG-ORG-10 TAG-SEC-01 "
            + "TAG-SEC-02 ENV-04 ENV-05 ENV-06 ENV-07 ENV-08 ENV-09 CFG-INT-01 CFG-INT-02 "
            + "CFG-S3-03 CFG-REF-01 "
            + "CFG-VPC-01 CFG-VPC-08 CFG-RDS-03 CFG-SG-02 "
            + "WHO-02 WHO-03 WHO-04 WHO-05 WHO-06")]
    public void Source_OfEachConvention_IsMarked(RuleSource source, string ids) =>
        Assert.Equal(ids.Split(' '), Book.Conventions.Where(c => c.Source == source).Select(c => c.Id));

    [Fact]
    public void EveryConvention_SaysWhyAndWhatToDo() => Assert.All(Book.Conventions, c =>
    {
        Assert.True(c.Rationale.Length >= 40, c.Id);
        Assert.True(c.Fix.Length >= 20, c.Id);
        Assert.InRange(c.Title.Length, 5, 60);
    });

    [Theory]
    [InlineData("NAME-S3-01")]
    [InlineData("ENV-05")]
    public void Convention_IsFoundById(string id) => Assert.Equal(id, Book.Convention(id)!.Id);

    [Fact]
    public void Convention_WithUnknownId_IsNull() => Assert.Null(Book.Convention("NAME-XX-01"));

    [Fact]
    public void MixUps_AreTheEnvironmentConventions() =>
        Assert.Equal(
            ["ENV-01", "ENV-02", "ENV-04", "ENV-05", "ENV-07", "ENV-08", "ENV-09"],
            Book.Conventions.Where(c => c.IsMixUp).Select(c => c.Id));

    [Fact]
    public void NamesFor_ForPeople_ShowThePatternWithoutInnerParts() => Assert.Equal(
        "fusion-rms-{orgid}", Book.NamesFor("acme").Single(n => n.Id == "s3-bucket").Pattern);

    private static IEnumerable<string> Described(ConventionBook book) =>
        book.Conventions.Select(
            c => string.Join(
            '|', c.Id, c.Title, c.Rule.Word, string.Join(',', c.Kinds), c.Severity, c.Source, c.Rationale, c.Fix, c.Parameters))
            .Concat(book.Names.Select(
                n => string.Join('|', n.Id, n.Label, n.Kind, n.Scope, n.Pattern.Text, n.Pattern.IgnoreCase, n.Source, n.Note)));
}
