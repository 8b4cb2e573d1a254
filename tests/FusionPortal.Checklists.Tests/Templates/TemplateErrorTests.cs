using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>What an administrator gets told about a template that is not sound: which line, and what to do.</summary>
public sealed class TemplateErrorTests
{
    private const string Step = "      - {id: s1, letter: a, title: T, instruction: I., source: portal";

    public static TheoryData<string, string, int, string> Broken => new()
    {
        { "empty", "", 1, "empty" },
        { "not yaml", "key: [", 2, "not valid YAML" },
        { "a list", "- a", 1, "keys and values" },
        { "two documents", "---\na: 1\n---\nb: 2", 3, "Only one document" },
        { "duplicate key", "key: a\nkey: b", 2, "stands twice" },
        { "alias", "key: &a x\ntitle: *a", 1, "Anchors" },
        { "tag", "key: !!str x", 1, "Type tags" },
        { "unknown key at the top", Whole("colour: red\n", Step + "}"), 6, "\"colour\" is not known" },
        { "unknown kind", Whole("", Step + "}").Replace("client-install", "install", StringComparison.Ordinal), 4,
            "\"install\" is not allowed" },
        { "version is no number", Whole("", Step + "}").Replace("version: 1", "version: one", StringComparison.Ordinal), 2,
            "whole number" },
        { "format of a newer portal", Whole($"format: {TemplateYaml.NewestFormat + 1}\n", Step + ", colour: red}"), 6,
            "a newer portal is needed" },
        { "format zero", Whole("format: 0\n", Step + "}"), 6, "whole number from 1" },
        { "format is no number", Whole("format: two\n", Step + "}"), 6, "whole number" },
        { "a feed of an older format", Fields("{id: f, label: F, type: text, feeds: organization.bucket}"), 16,
            "'feeds: organization.bucket' needs 'format: 2'" },
        { "a feed of a shared resource", Shared("shared-kind: vpc\nformat: 2\n", "publishes: {name: f}\n")
            .Replace("type: text", "type: text, feeds: organization.bucket", StringComparison.Ordinal), 19, "of kind 'client-install'" },
        { "a feed of another type", Newest(Fields("{id: f, label: F, type: date, feeds: organization.bucket}")), 17,
            "'feeds' only goes with availability-zone, aws-region, choice, computed, confirmation, text" },
        { "a feed of what AWS does not show", Newest(Fields("{id: f, label: F, type: text, feeds: rds-instance.colour}")), 17,
            "\"rds-instance.colour\" is not allowed as \"feeds\" of a field. It is one of: rds-instance.name, rds-instance.id" },
        { "a feed of no kind", Newest(Fields("{id: f, label: F, type: text, feeds: [toaster.name]}")), 17,
            "\"toaster.name\" is not allowed as \"feeds\" of a field. It is organization.bucket, or a kind of resource" },
        { "a feed of a resource without its name", Newest(Fields("{id: f, label: F, type: text, feeds: vpc.cidr}")), 17,
            "no field feeds 'vpc.name'" },
        { "a feed of another kind's checklist", Shared("shared-kind: vpc\nformat: 2\n", "publishes: {name: f}\n")
            .Replace("type: text", "type: text, feeds: rds-instance.name", StringComparison.Ordinal), 19, "it is about vpc" },
        { "what an answer expects, in an older format", Fields(
            "{id: f, label: F, type: choice, options: [{id: a, label: A, expects: x}, {id: b, label: B}]}"), 16,
            "'expects' needs 'format: 2'" },
        { "two feeds of one record", Newest(Fields(
            "{id: f, label: F, type: text, feeds: organization.bucket}", "{id: g, label: G, type: text, feeds: organization.bucket}")), 18,
            "'g' feeds what another field above feeds" },
        { "a feed for each site", Newest(Fields("{id: f, label: F, type: text, feeds: organization.bucket}"))
            .Replace("title: Only", "title: Only\n    repeat: sites", StringComparison.Ordinal), 18, "a value for each site" },
        { "version zero", Whole("", Step + "}").Replace("version: 1", "version: 0", StringComparison.Ordinal), 2, "whole number from 1" },
        { "no sections", SmallTemplates.Head, 1, "at least one section" },
        { "section without steps", SmallTemplates.Head + "sections:\n  - {id: only, title: Only}", 7, "at least one step" },
        { "step without a title", Whole("", "      - {id: s1, letter: a, instruction: I., source: portal}"), 10, "\"title\" is missing" },
        { "step without a source", Whole("", "      - {id: s1, letter: a, title: T, instruction: I.}"), 10, "\"source\" is missing" },
        { "unknown key in a step", Whole("", Step + ", colour: red}"), 10, "\"colour\" is not known" },
        { "bad id", Whole("", Step.Replace("s1", "S 1", StringComparison.Ordinal) + "}"), 10, "not an id" },
        { "step twice", Whole("", Step + "}\n" + Step.Replace("letter: a", "letter: b", StringComparison.Ordinal) + "}"), 11,
            "appears 2 times" },
        { "letter twice", Whole("", Step + "}\n" + Step.Replace("s1", "s2", StringComparison.Ordinal) + "}"), 7,
            "letter 'a' appears 2 times" },
        { "after nothing", Whole("", Step + ", after: [nowhere]}"), 10, "is no step" },
        { "after itself", Whole("", Step + ", after: [s1]}"), 10, "above it" },
        { "second person to nothing", Whole("", Step + ", second-person-to: [nowhere]}"), 10, "is no step" },
        { "section after nothing", Whole("", Step + "}")
            .Replace("title: Only", "title: Only\n    after: [nowhere]", StringComparison.Ordinal), 7, "is no section" },
        { "flag neither true nor false", Whole("", Step + ", may-skip: maybe}"), 10, "Allowed: true, false" },
        { "fields no list", Whole("", Step + ", fields: {id: f}}"), 10, "has to be a list" },
        { "shared resource of no kind", Shared("", "publishes: {name: f}\n"), 4, "needs 'shared-kind'" },
        { "shared resource without a name", Shared("shared-kind: vpc\n", ""), 1, "has to publish 'name'" },
        { "output of nothing", Shared("shared-kind: vpc\n", "publishes: {name: nowhere}\n"), 7, "is no field" },
        { "link from nothing", Linked("decided-by: nowhere, blocks-when: {field: f, is: a}"), 7, "is no field" },
        { "link without a condition", Linked("decided-by: f"), 7, "\"blocks-when\" is missing" },
        { "link that fills nothing", Linked("decided-by: f, blocks-when: {field: f, is: a}, fills: {nowhere: name}"), 7, "is no field" },
        { "unknown topic", Whole("requires-topic: weather\n", Step + "}"), 6, "no reference topic 'weather'" },
        { "shared kind of an install", Whole("shared-kind: vpc\n", Step + "}"), 6, "only goes with kind" },
        { "credential without a reference", Whole("", Step + ", credential: Login}"), 10, "password-manager-reference" },
        { "reference without a credential", Fields("{id: f, label: F, type: password-manager-reference}"), 10, "needs 'credential'" },
        { "sites without a list", Whole("", Step + "}").Replace("title: Only", "title: Only\n    repeat: sites", StringComparison.Ordinal),
            7, "no field of type site-list" },
        { "a colon in a list of texts", Whole("", Step + ", guidance: [a: b]}"), 10, "has to be text" },
        { "site list that may be skipped", Fields("{id: f, label: F, type: site-list}"), 10, "may-skip" },
    };

    public static TheoryData<string, string> BrokenFields => new()
    {
        { "{id: f, label: F}", "\"type\" is missing" },
        { "{id: f, type: text}", "\"label\" is missing" },
        { "{id: f, label: '', type: text}", "not empty" },
        { "{id: f, label: F, type: colour}", "\"colour\" is not allowed" },
        { "{id: f, label: F, type: text, colour: red}", "\"colour\" is not known" },
        { "{id: f, label: F, type: choice}", "at least two options" },
        { "{id: f, label: F, type: choice, options: [{id: a, label: A}, {id: a, label: B}]}", "option 'a' 2 times" },
        { "{id: f, label: F, type: choice, options: [{id: a, label: A, when: {field: yes-no-1, is: 'yes'}}, {id: b, label: B}]}",
            "needs 'says'" },
        { "{id: f, label: F, type: text, options: [{id: a, label: A}, {id: b, label: B}]}", "'options' only goes with choice" },
        { "{id: f, label: F, type: text, min: 1}", "'min' only goes with number" },
        { "{id: f, label: F, type: date, unit: days}", "'unit' only goes with number" },
        { "{id: f, label: F, type: number, max-length: 3}", "'max-length' only goes with note, text" },
        { "{id: f, label: F, type: number, min: 3, max: 2}", "more than its 'max'" },
        { "{id: f, label: F, type: number, decimals: 9}", "0 to 6" },
        { "{id: f, label: F, type: text, min-length: 5, max-length: 3}", "lengths" },
        { "{id: f, label: F, type: text, max-length: 3.5}", "whole number" },
        { "{id: f, label: F, type: text, pattern: '['  , pattern-says: S}", "not usable" },
        { "{id: f, label: F, type: text, pattern: '(?<=a)b', pattern-says: S}", "not usable" },
        { "{id: f, label: F, type: text, pattern: '(a)\\1', pattern-says: S}", "not usable" },
        { "{id: f, label: F, type: text, pattern: 'a'}", "needs 'pattern-says'" },
        { "{id: f, label: F, type: text, pattern-says: S}", "needs 'pattern'" },
        { "{id: f, label: F, type: date, pattern: 'a', pattern-says: S}", "only goes with note, password-manager-reference, text" },
        { "{id: f, label: F, type: text, name-pattern: 'db-{colour}'}", "not usable" },
        { "{id: f, label: F, type: date, name-pattern: 'db-{nn}'}", "only goes with text" },
        { "{id: f, label: F, type: text, equals: nowhere}", "is no field" },
        { "{id: f, label: F, type: text, equals: f}", "comes later" },
        { "{id: f, label: F, type: text, equals: number-1}", "of another type" },
        { "{id: f, label: F, type: text, differs-from: number-1}", "of another type" },
        { "{id: f, label: F, type: text, equals-says: because}", "needs 'equals'" },
        { "{id: f, label: F, type: text, suggest: number-1}", "of another type" },
        { "{id: f, label: F, type: number, suggest: organization-title}", "is not text" },
        { "{id: f, label: F, type: text, suggest: listed-site-title}", "does not repeat" },
        { "{id: f, label: F, type: number, suggest-text: many}", "does not fit" },
        { "{id: f, label: F, type: text, suggest: text-1, suggest-text: x}", "not both" },
        { "{id: f, label: F, type: availability-zone, in-region-of: text-1}", "aws-region" },
        { "{id: f, label: F, type: text, in-region-of: text-1}", "only goes with availability-zone" },
        { "{id: f, label: F, type: text, feeds: organization.title}", "\"organization.title\" is not allowed" },
        { "{id: f, label: F, type: computed}", "needs 'name'" },
        { "{id: f, label: F, type: text, compute: 'x-{orgid}'}", "only goes with computed" },
        { "{id: f, label: F, type: computed, compute: 'x-{colour}'}", "not usable" },
        { "{id: f, label: F, type: computed, compute: 'x-{siteid}'}", "not usable" },
        { "{id: f, label: F, type: computed, compute: 'x-{host}', parts: {host: nowhere}}", "is no field" },
        { "{id: f, label: F, type: text, parts: {host: text-1}}", "only go with 'name'" },
        { "{id: f, label: F, type: text, when: {}}", "exactly one of" },
        { "{id: f, label: F, type: text, when: {field: text-1}}", "exactly one of: is, in" },
        { "{id: f, label: F, type: text, when: {field: text-1, is: a, in: [b]}}", "exactly one of: is, in" },
        { "{id: f, label: F, type: text, when: {field: text-1, in: []}}", "at least one value" },
        { "{id: f, label: F, type: text, when: {field: nowhere, is: a}}", "no field 'nowhere'" },
        { "{id: f, label: F, type: text, when: {field: f, is: a}}", "comes later" },
        { "{id: f, label: F, type: text, when: {field: yes-no-1, is: maybe}}", "never 'maybe'" },
        { "{id: f, label: F, type: text, when: {field: text-1, at-most: 3}}", "not a number" },
        { "{id: f, label: F, type: text, when: {field: number-1, at-most: many}}", "a number" },
        { "{id: f, label: F, type: text, when: {site: store}}", "does not repeat" },
        { "{id: f, label: F, type: text, when: {site: shop}}", "\"shop\" is not allowed" },
        { "{id: f, label: F, type: text, when: {fact: environment, is: Production2}}", "no environment" },
        { "{id: f, label: F, type: text, when: {fact: colour, is: red}}", "\"colour\" is not allowed" },
        { "{id: f, label: F, type: text, when: {all: []}}", "at least one condition" },
        { "{id: f, label: F, type: text, when: {not: {field: nowhere, is: a}}}", "no field 'nowhere'" },
        { "{id: f, label: F, type: text, when: yes}", "keys and values" },
        { "{id: f, label: F, type: text, when: {any: [{field: text-1, is: a}], colour: red}}", "\"colour\" is not known" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Read_BrokenTemplate_NamesTheLineAndTheProblem(string what, string yaml, int line, string message)
    {
        var exception = Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read(yaml));

        var issue = exception.Problems.FirstOrDefault(i => i.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(issue is not null, $"{what}: {exception.Message}");
        Assert.Equal(line, issue.Line);
    }

    [Theory]
    [MemberData(nameof(BrokenFields))]
    public void Read_BrokenField_NamesItsLineAndTheProblem(string field, string message)
    {
        var yaml = Fields(
            "{id: text-1, label: T, type: text}", "{id: number-1, label: N, type: number}", "{id: yes-no-1, label: Y, type: yes-no}",
                field);

        var exception = Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read(yaml));

        var issue = exception.Problems.FirstOrDefault(i => i.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(issue is not null, exception.Message);
        Assert.Equal(yaml.Split('\n').Length, issue.Line);
    }

    [Fact]
    public void Read_SeveralProblems_ReportsAllOfThemInOrder()
    {
        var yaml = Fields("{id: F, label: F, type: colour}", "{id: g, type: text, depth: 3}");

        var lines = Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read(yaml)).Problems.Select(issue => issue.Line).ToList();

        Assert.Equal(4, lines.Count);
        Assert.Equal(lines.Order(), lines);
    }

    [Fact]
    public void Read_DeeplyNestedText_IsRefusedWithoutExhaustingTheStack() =>
        Assert.Contains(
            "nested more than 24 levels",
            Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read("a: " + new string('[', 50_000))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Read_EndlessText_IsRefused() =>
        Assert.Contains(
            "1,000,000", Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read(new string('a', 1_000_001))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Read_ASecretInTheText_IsRefusedByLineAndNotRepeated()
    {
        var key = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";
        var yaml = Whole("", Step + $", why: Use {key}.}}");

        var exception = Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read(yaml));

        Assert.Equal(10, Assert.Single(exception.Problems).Line);
        Assert.DoesNotContain(key, exception.Message, StringComparison.Ordinal);
    }

    private static string Whole(string top, string steps) =>
        $"{SmallTemplates.Head}{top}sections:\n  - id: only\n    title: Only\n    steps:\n{steps}";

    private static string Newest(string yaml) =>
        yaml.Replace("sections:", $"format: {TemplateYaml.NewestFormat}\nsections:", StringComparison.Ordinal)
            .Replace("source: portal", "source: portal-default", StringComparison.Ordinal);

    private static string Shared(string kind, string publishes) =>
        Fields("{id: f, label: F, type: text}").Replace("client-install", "shared-resource", StringComparison.Ordinal)
            .Replace("sections:", kind + publishes + "sections:", StringComparison.Ordinal)
            .Replace("source: portal", kind.Contains("format: 2", StringComparison.Ordinal) ? "source: portal-default" : "source: portal",
                StringComparison.Ordinal);

    private static string Linked(string link) =>
        Fields("{id: f, label: F, type: text}")
            .Replace(
            "sections:", $"links:\n  - {{id: db, shared-kind: rds-instance, title: DB, {link}}}\nsections:", StringComparison.Ordinal);

    private static string Fields(params string[] fields) =>
        Whole("",
            $"      - id: s1\n        letter: a\n        title: T\n        instruction: I.\n        source: portal\n        "
                + $"fields:\n{string.Join('\n', fields.Select(field => "          - " + field))}");
}
