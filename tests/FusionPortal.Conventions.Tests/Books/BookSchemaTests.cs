using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Rules;
using FusionPortal.Conventions.Tests.Fleet;
using FusionPortal.Conventions.Tests.Rules;
using FusionPortal.Tests;
using Xunit;

namespace FusionPortal.Conventions.Tests.Books;

/// <summary>docs/schemas/book.schema.json is what readers, rules and kinds say, and takes what the portal takes.</summary>
public sealed class BookSchemaTests
{
    private const string Schema = "book.schema.json";

    public static TheoryData<string, string> Broken => new()
    {
        { "format: 3", "format: 1" },
        { "version: 3", "version: first" },
        { "title: Conventions", "titles: Conventions" },
        { "  company: Fusion\n", "  company: Fusion\n  colour: blue\n" },
        { "  company: Fusion\n", "  company: [Fusion]\n" },
        { "[Production, Staging]", "[Production, Test]" },
        { "names-begin-with-the-organization: \"yes\"", "names-begin-with-the-organization: true" },
        { "means: Staging", "means: Preproduction" },
        { "words-in-tags: [showcase]", "tags: [showcase]" },
        { "    max: 20", "    max: 0" },
        { "    type: choice", "    type: list" },
        { "  - id: company\n    type: choice\n    values: [fusion]", "  - id: company\n    type: choice" },
        { "    compare: exact", "    compare: exactly" },
        { "    kind: iam-user", "    kind: iam-users" },
        { "    source: company-guide", "    source: guide" },
        { "  - id: ENV-05", "  - id: env-05" },
        { "check: tag-present", "check: tag-exists" },
        { "severity: critical", "severity: severe" },
        { "    title: Client bucket name", "    tittle: Client bucket name" },
        { "kinds: [organization]", "kinds: [s3-bucket]" },
        { "      applies: claimed", "      applies: sometimes" },
        { "      applies: claimed\n", "" },
        { "      accept-recorded-name: \"yes\"", "      accept-recorded-name: yep" },
        { "      key: OrgId", "      keys: OrgId" },
        { "    check: name-hint\n", "    check: organization-known-in-production\n" },
    };

    [Fact]
    public void Published_IsWhatTheReadersSay() => JsonSchemas.IsPublished(Schema, BookSchema.Make());

    [Fact]
    public void Schema_TakesTheShippedBook_TheFleets_AndTheExampleOfEveryRule()
    {
        Assert.Empty(JsonSchemas.Errors(Schema, ConventionBook.Default.Yaml));
        Assert.Empty(JsonSchemas.Errors(Schema, FleetBook.Book.Yaml));
        Assert.All(
            RuleKinds.All.Where(r => r.SupersededSince is null), r => Assert.Empty(JsonSchemas.Errors(Schema, ExampleBook.Yaml(r))));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Schema_RefusesWhatThePortalRefuses(string right, string wrong)
    {
        var yaml = ConventionBook.Default.Yaml;
        var at = yaml.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, "The book no longer holds the text this test changes.");
        var text = string.Concat(yaml.AsSpan(0, at), wrong, yaml.AsSpan(at + right.Length));

        Assert.False(ConventionBook.TryLoad(text, out _, out _));
        Assert.NotEmpty(JsonSchemas.Errors(Schema, text));
    }
}
