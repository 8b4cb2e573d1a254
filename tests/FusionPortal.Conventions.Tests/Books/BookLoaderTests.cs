using CsCheck;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Rules;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Books;

public sealed class BookLoaderTests
{
    private static string Yaml => ConventionBook.Default.Yaml;

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "severity: critical", "severity: severe",
            "\"severe\" is not allowed as \"severity\" of a convention. Allowed: info, low, medium, high, critical." },
        { "    source: company-guide", "    source: D",
            "\"D\" is not allowed as \"source\" of a name. Allowed: company-guide, portal-default." },
        { "check: tag-present", "check: tag-exists",
            "\"tag-exists\" is not allowed as \"check\" of a convention. Allowed: access-keys-are-young," },
        { "  - id: TAG-ORG-02", "  - id: TAG-ORG-01", "The convention \"TAG-ORG-01\" is defined twice." },
        { "  - id: iam-user", "  - id: s3-bucket", "The name \"s3-bucket\" is defined twice." },
        { "  - id: company", "  - id: product", "The part \"product\" is defined twice." },
        { "  - id: ENV-05", "  - id: env-05", "\"env-05\" is not a convention's id: capital letters" },
        { "    title: Client bucket name", "    tittle: Client bucket name",
            "\"tittle\" is not known in a convention. Allowed: check, fix, id, kinds, rationale, severity, source, title, with." },
        { "    fix: Add the tag OrgId with the organization ID.", "    fix:", "\"fix\" of a convention has to be text and not empty." },
        { "    compare: exact", "    compare: exactly",
            "\"exactly\" is not allowed as \"compare\" of a name. Allowed: exact, ignore-case." },
        { "    kind: iam-user", "    kind: iam-users", "\"iam-users\" is not a resource kind. Allowed: activemq-broker, " },
        { "      applies: claimed", "      applies: sometimes",
            "\"sometimes\" is not allowed as \"applies\" of the parameters of NAME-S3-01. "
                + "Allowed: always, claimed, production-or-claimed." },
        { "      name: s3-bucket", "      name: bucket", "\"bucket\" is not a name of this book. Names are: iam-user, s3-bucket," },
        { "      name: s3-bucket", "      name: iam-user",
            "\"iam-user\" names iam-user, which is not what the convention applies to (s3-bucket)." },
        { "      name: s3-bucket", "      name: hub-vhost", "\"hub-vhost\" names nothing AWS shows" },
        { "      key: OrgId", "      key: ClientId", "\"ClientId\" is not one of the settings' organization-tag-keys: OrgId, OrgID." },
        { "[OrgId, OrgID]", "[OrgId, ClientId]", "The organization tag's spellings may differ in case" },
        { "[Production, Staging]", "[Production, Test]", "\"Test\" is not an environment. Allowed: Production, Staging, QA," },
        { "pattern: rms_{orgid}", "pattern: rms_{orgid}{siteid}", "The pattern is ambiguous: it cannot be told where {orgid} ends" },
        { "pattern: rms_{orgid}", "pattern: rms_{client}", "{client} is not a part." },
        { "pattern: rms_{orgid}", "pattern: rms_{siteid}", "needs the organization ID in its pattern" },
        { "    rest: a-z0-9\n    max: 20", "    rest: z-a\n    max: 20", "\"z-a\" is not a set of characters." },
        { "    max: 20", "    max: 0", "\"max\" of a part is a whole number from 1 to 255, not \"0\"." },
        { "    type: choice", "    type: list", "\"list\" is not a type of part. Allowed: organization-id, choice, text." },
        { "values: [fusion]", "values: [fu sion]", "\"fu sion\" may hold printable ASCII characters only" },
        { "kinds: [organization]", "kinds: [s3-bucket]", "\"s3-bucket\" is not a kind this check can judge. Allowed: organization." },
        { "kinds: [s3-bucket, iam-user]", "kinds: [\"*\", iam-user]", "\"*\" means every kind and stands alone." },
        { "format: 3", "format: 4", "\"format\" of the book is a whole number from 1 to 3, not \"4\"." },
        { "format: 3", "format: 1", "\"environment-words\" is not known in the book." },
        { "version: 3", "version: first", "\"version\" of the book is a whole number from 1" },
        { "title: Conventions", "titles: Conventions", "\"title\" is missing in the book." },
        { "  company: Fusion\n", "  company: Fusion\n  colour: blue\n", "\"colour\" is not known in the settings." },
        { "  company: Fusion\n", "  company: Fusion\n  company: Kensium\n", "\"company\" stands twice in the same place." },
        { "  company: Fusion\n", "  company: &c Fusion\n", "Anchors and aliases" },
        { "means: Staging", "means: Preproduction",
            "\"Preproduction\" is not allowed as \"means\" of a group of environment words. Allowed: Production, Staging," },
        { "words: [dev, devel, develop, development]", "words: [dev, devel, develop, De-Vel]",
            "The word \"De-Vel\" stands there twice: case and separators make no difference to \"devel\"." },
        { "words: [demo, demonstration]", "words: [demo, UAT]",
            "The word \"UAT\" stands there twice: case and separators make no difference to \"uat\"." },
        { "  no-words:\n    - dev-ops", "  no-words:\n    - sandbox", "The word \"sandbox\" stands there twice" },
        { "words: [demo, demonstration]", "words: [demo, \"-1\"]",
            "The word \"-1\" holds no letter: case, digits and separators make no difference, so nothing is left of it." },
        { "  tag-keys:\n    - Environment\n", "  tag-keys:\n    - env-name\n    - ENV_NAME\n",
            "The tag key \"ENV_NAME\" stands there twice: case and separators make no difference to \"env-name\"." },
        { "words: [demo, demonstration]", "words: [demo, demonstrationforallthepeopleoftheworld]", "is longer than 32 letters." },
        { "words-in-tags: [showcase]", "tags: [showcase]",
            "\"tags\" is not known in a group of environment words. Allowed: means, words, words-in-tags." },
        { "    check: name-hint\n", "    check: name-hint\n    with:\n      hints: [qa]\n", "\"hints\" has no place beside them." },
        { "  company: Fusion\n", "  company: [Fusion\n", "This is not valid YAML" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsToldWithItsLineAndWhatIsAllowed(string right, string wrong, string message)
    {
        var at = Yaml.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, "The book no longer holds the text this test changes.");
        var text = string.Concat(Yaml.AsSpan(0, at), wrong, Yaml.AsSpan(at + right.Length));
        var changed = 1 + Yaml[..at].Count(c => c == '\n');

        Assert.False(ConventionBook.TryLoad(text, out _, out var problems));
        var problem = problems.FirstOrDefault(p => p.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(problem is not null, string.Join('\n', problems));
        // What is missing is told where its place would be, a broken bracket where the reader noticed, and the second of two where it
        // stands.
        string[] elsewhere = ["environment-words\" is not known", "missing", "not valid YAML", "defined twice"];
        Assert.InRange(problem.Line, 1, Yaml.Count(c => c == '\n'));
        if (!elsewhere.Any(e => message.Contains(e, StringComparison.Ordinal)))
            Assert.InRange(problem.Line, changed, changed + wrong.Count(c => c == '\n') + 1);
    }

    [Fact]
    public void SeveralMistakes_AreAllTold_InTheOrderOfTheirLines()
    {
        var text = Yaml.Replace("severity: low", "severity: tiny", StringComparison.Ordinal)
            .Replace("applies: claimed", "applies: never", StringComparison.Ordinal);

        Assert.False(ConventionBook.TryLoad(text, out _, out var problems));
        Assert.True(problems.Count >= 8, string.Join('\n', problems));
        Assert.Equal(problems.OrderBy(p => p.Line).Select(p => p.Line), problems.Select(p => p.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("just text")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("\u0000")]
    [InlineData("? [a, b]\n: c")]
    public void Text_ThatIsNoBook_IsRefusedWithoutThrowing(string text)
    {
        Assert.False(ConventionBook.TryLoad(text, out _, out var problems));
        Assert.NotEmpty(problems);
        Assert.Throws<ConventionBookException>(() => ConventionBook.Load(text));
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void DeepNesting_IsRefusedInsteadOfExhaustingTheStack(char open, char close)
    {
        var text = "a: " + new string(open, 100_000) + new string(close, 100_000);

        Assert.False(ConventionBook.TryLoad(text, out _, out var problems));
        Assert.Contains("nested more than 24 levels", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BookWithoutEnvironmentWords_KeepsWhatItMeant()
    {
        var older = ConventionBook.Load(ConventionBook.Shipped[0].Text);

        Assert.True(older.EnvironmentWords.IsEmpty);
        Assert.False(older.Settings.NamesBeginWithTheOrganization);
        Assert.Equal(
            ["qa", "uat", "dev", "develop", "development", "demo", "test", "testing", "sandbox", "sbx"],
            Assert.IsType<NameHint.Parameters>(older.Convention("ENV-04")!.Parameters).Hints);
        Assert.Equal("violation", Judge(older, Rds("orders-qa")));
        Assert.Equal("violation", Judge(older, Rds("orders", Production, ("Environment", "dev-2"))));
        Assert.Equal("pass", Judge(older, Rds("orders-sit")));
        Assert.Equal("pass", Judge(older, Rds("ordersQA")));
        Assert.Equal("pass", Judge(older, Rds("orders", Production, ("app-env", "dev"))));
        Assert.Null(EvaluationPlan.Compile(older, Records, ScanReach.Everything).Attribute(Rds("kiteqa-db")).OrgId);

        static string Judge(ConventionBook book, Observation observation)
        {
            var verdicts = EvaluationPlan.Compile(book, Records, ScanReach.Everything).Evaluate([observation]);
            return verdicts.Violations.Any(v => v.ConventionId == "ENV-04") ? "violation"
                : verdicts.Passes.Any(p => p.Convention.Id == "ENV-04") ? "pass" : "nothing";
        }
    }

    [Fact]
    public void EnvironmentTagCheck_WithoutEnvironmentWords_IsRefused()
    {
        var text =
            ConventionBook.Shipped[0].Text.Replace("check: one-kind-of-account", "check: environment-tag-agrees", StringComparison.Ordinal);

        Assert.False(ConventionBook.TryLoad(text, out _, out var problems));
        Assert.Contains(
            problems, p =>
            p.Message == "ENV-05 judges environment tags, so the book has to say which words they hold: add \"environment-words\".");
    }

    /// <summary>Whatever a person does to the text in an editor, the answer is a book or a list of problems.</summary>
    [Fact]
    public void AnyEdit_OfTheBook_IsReadOrRefusedWithoutThrowing() =>
        Gen.Select(
            Gen.Int[0, Yaml.Length - 1], Gen.Int[0, 40],
            Gen.OneOf(Gen.String[0, 8], Gen.String[Gen.Char["[]{}:,-\"'#&*!|>%@`? \n\t"], 0, 8]))
            .Sample((at, cut, typed) =>
            {
                var text = string.Concat(Yaml.AsSpan(0, at), typed, Yaml.AsSpan(Math.Min(Yaml.Length, at + cut)));
                return ConventionBook.TryLoad(text, out _, out var problems) == (problems.Count == 0);
            });

    [Fact]
    public void HugeText_IsRefusedByItsLength()
    {
        Assert.False(ConventionBook.TryLoad(new string('#', 1_000_001), out _, out var problems));
        Assert.Contains("1,000,001 characters", Assert.Single(problems).Message, StringComparison.Ordinal);
    }
}
