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

    [Fact]
    public void WithVersion_ChangesTheVersionAndNothingElse()
    {
        var next = Book.WithVersion(12);

        Assert.Equal(12, next.Version);
        Assert.Equal(Book.Yaml.Replace("\nversion: 3\n", "\nversion: 12\n", StringComparison.Ordinal), next.Yaml);
        Assert.Equal(Described(Book), Described(next));
        Assert.Equal(Book.Yaml, next.WithVersion(3).Yaml);
        Assert.NotEqual(Book.Sha256, next.Sha256);
    }

    [Fact]
    public void WithVersion_OfABookOnOneLine_IsRefused()
    {
        var flow = ConventionBook.Load(
            "{format: 1, version: 1, title: x, settings: {company: x, password-manager: x, organization-tag-keys: [OrgId], production-account-hosts: [Production]}, " +
            "conventions: [{id: A-1, title: x, check: tag-known, kinds: ['*'], severity: low, source: portal-default, rationale: x, fix: x}]}");

        Assert.Throws<InvalidOperationException>(() => flow.WithVersion(2));
    }

    /// <summary>What the guide states, and what is the portal's own. A change here changes what people are told is a company
    /// rule.</summary>
    [Theory]
    [InlineData(RuleSource.CompanyGuide,
        "ORG-ID-01 NAME-S3-01 NAME-IAM-01 NAME-RDS-01 NAME-MQ-01 TAG-ORG-01 TAG-ORG-02 TAG-ORG-03 TAG-ORG-04 ENV-01 ENV-02 WHO-01")]
    [InlineData(RuleSource.PortalDefault,
        "ORG-ID-02 NAME-S3-02 NAME-SG-01 NAME-EC2-01 TAG-ORG-05 TAG-ORG-06 TAG-ORG-07 TAG-ORG-08 TAG-ORG-09 TAG-ORG-10 TAG-SEC-01 TAG-SEC-02 ENV-04 ENV-05 ENV-06 ENV-07")]
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
        Assert.Equal(["ENV-01", "ENV-02", "ENV-04", "ENV-05", "ENV-07"], Book.Conventions.Where(c => c.IsMixUp).Select(c => c.Id));

    [Fact]
    public void NamesFor_ForPeople_ShowThePatternWithoutInnerParts() => Assert.Equal(
        "fusion-rms-{orgid}", Book.NamesFor("acme").Single(n => n.Id == "s3-bucket").Pattern);

    private static IEnumerable<string> Described(ConventionBook book) =>
        book.Conventions.Select(
            c => string.Join(
            '|', c.Id, c.Title, c.Check, string.Join(',', c.Kinds), c.Severity, c.Source, c.Rationale, c.Fix, c.Parameters.Name?.Id,
                c.Parameters.Applies, c.Parameters.AcceptRecordedName, c.Parameters.TagKey, string.Join(',', c.Parameters.Hints)))
            .Concat(book.Names.Select(
                n => string.Join('|', n.Id, n.Label, n.Kind, n.Scope, n.Pattern.Text, n.Pattern.IgnoreCase, n.Source, n.Note)));
}
