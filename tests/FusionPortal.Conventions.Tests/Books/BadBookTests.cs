using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Yaml;
using Xunit;

namespace FusionPortal.Conventions.Tests.Books;

/// <summary>A book with many faults: all are told at once, each at its line and column.</summary>
public sealed class BadBookTests
{
    // A mark stands before each place that a fault is told of; it is no part of the text.
    private const char Mark = '§';

    private const string Faulty = """
        format: 3
        version: §one
        title: A book with faults
        settings: {company: F, password-manager: V, organization-tag-keys: §[OrgId, Client], production-account-hosts: [Production]}
        parts:
          - {id: orgid, type: organization-id}
          - {id: §nn, type: organization-id}
          - {id: shop, type: text, first: a-z, rest: a-z0-9, max: 20}
          - {id: §shop, type: choice, values: [a]}
        names:
          - {id: bucket, label: B, kind: s3-bucket, scope: organization, pattern: "rms-{orgid}", compare: exact, source: portal-default}
          - {id: §bucket, label: B, kind: sqs-queue, scope: shared, pattern: "q-{shop}", compare: exact, source: portal-default}
          - {id: old, label: O, kind: s3-bucket, scope: organization, pattern: §"{orgid}-{shop}", compare: exact, source: portal-default}
          - {id: user, label: U, kind: iam-user, scope: organization, pattern: §"rms_{client}", compare: exact, source: portal-default}
          - {id: tenant, label: T, scope: organization, pattern: §"{orgid}{shop}", compare: exact, source: portal-default}
          - {id: queue, label: Q, kind: §sqs, scope: shared, pattern: "q-{shop}", compare: §loose, source: portal-default}
        conventions:
          - {id: A-1, title: A, check: tag-key-spelling, kinds: ["*"], severity: low, source: portal-default, rationale: R, fix: F,
             with: {key: Team, instead-of: [Crew]}}
          - {id: A-2, title: A, check: tag-key-spelling, kinds: [sqs-queue], severity: low, source: portal-default, rationale: R, fix: F,
             with: {key: Crew, instead-of: [Gang]}}
          - {id: A-3, title: A, check: tag-key-spelling, kinds: ["*"], severity: low, source: portal-default, rationale: R, fix: F,
             with: {key: §Gang, instead-of: [team]}}
          - {id: A-4, title: A, check: tag-required, kinds: ["*"], severity: low, source: portal-default, rationale: R, fix: F,
             with: {key: Zone, accounts: production}}
          - {id: A-5, title: A, check: tag-forbidden, kinds: [sns-topic], severity: low, source: portal-default, rationale: R, fix: F,
             with: {key: §Zone}}
          - §{id: §A-1, title: A, check: §tag-there, kinds: ["*"], severity: §worst, source: §guide, rationale: R, §colour: blue}
        """;

    [Fact]
    public void EveryFault_IsToldAtOnce_AtItsLineAndColumn()
    {
        string[] told =
        [
            "\"version\" of the book is a whole number from 1 to 2147483647, not \"one\".",
            "The organization tag's spellings may differ in case, spaces and the characters - _ . : only.",
            "\"nn\" is a number already: a placeholder of n's needs no definition.",
            "The part \"shop\" is defined twice.",
            "The name \"bucket\" is defined twice.",
            "The patterns of \"bucket\" and \"old\" overlap: \"rms-a\" follows both, so it could not be told whose such a resource is.",
            "{client} is not a part. Parts are: nn, orgid, shop, nn (a number).",
            "The pattern is ambiguous: it cannot be told where {orgid} ends, because {shop} follows",
            "\"sqs\" is not a resource kind. Allowed: ",
            "\"loose\" is not allowed as \"compare\" of a name. Allowed: exact, ignore-case.",
            "A-1, A-2 and A-3 send a tag round in a circle: Gang → Crew → Team → Gang.",
            "A-5 forbids the tag \"Zone\", which A-4 requires.",
            "\"fix\" is missing in a convention.",
            "The convention \"A-1\" is defined twice.",
            "\"tag-there\" is not allowed as \"check\" of a convention. Allowed: access-keys-are-young, ",
            "\"worst\" is not allowed as \"severity\" of a convention. Allowed: info, low, medium, high, critical.",
            "\"guide\" is not allowed as \"source\" of a convention. Allowed: company-guide, portal-default.",
            "\"colour\" is not known in a convention. Allowed: check, fix, id, ",
        ];

        Assert.False(ConventionBook.TryLoad(Faulty.Replace($"{Mark}", "", StringComparison.Ordinal), out _, out var problems));

        Assert.Equal(Places(Faulty), problems.Select(p => p.Place));
        Assert.Equal(told, problems.Zip(told, (p, t) => p.Message.StartsWith(t, StringComparison.Ordinal) ? t : p.Message));
    }

    [Fact]
    public void SpellingsThatMeetNowhere_AreNoCircle()
    {
        var text = ConventionBook.Default.Yaml + Spelling("OWN-01", "Team, accounts: production")
            + Spelling("OWN-02", "team, accounts: non-production");

        Assert.True(ConventionBook.TryLoad(text, out _, out var problems), string.Join('\n', problems));
        Assert.False(ConventionBook.TryLoad(text + Spelling("OWN-03", "TEAM"), out _, out problems));
        Assert.Equal("OWN-01 and OWN-03 send a tag round in a circle: TEAM → Team → TEAM.", Assert.Single(problems).Message);
    }

    [Theory]
    [InlineData("rms-{orgid}", "rms-{orgid}", "rms-a")]
    [InlineData("rms-{orgid}", "RMS-{orgid}", null)]
    [InlineData("rms-{orgid}", "RMS-{orgid}~", "rms-a")]
    [InlineData("rms-{orgid}", "rms-{orgid}-x", null)]
    [InlineData("rms-{orgid}", "{product:lower}-{orgid}", "rms-a")]
    [InlineData("rms-{orgid}", "{product}-{orgid}", null)]
    [InlineData("{orgid}", "a{nnn}", "a000")]
    [InlineData("{nn}", "007", null)]
    [InlineData("{nn}", "107", "107")]
    [InlineData("{short}-x", "abcd-x", null)]
    [InlineData("{short}-x", "abc-x", "abc-x")]
    [InlineData("{orgid}_{short}", "x_{short}", "x_a")]
    public void TwoPatterns_OverlapWhereOneNameFollowsBoth(string one, string other, string? name)
    {
        var parts = new Dictionary<string, NamePart>(StringComparer.Ordinal)
        {
            ["orgid"] = NamePart.Organization("orgid"),
            ["product"] = NamePart.Choice("product", "POS", "RMS"),
            ["short"] = NamePart.Text("short", AsciiSet.Parse("a-z"), AsciiSet.Parse("a-z"), 1, 3),
        };
        var (a, b) = (Parse(one), Parse(other));

        Assert.Equal(name, PatternOverlap.Find(a, b)?.ToLowerInvariant());
        Assert.Equal(name is null, PatternOverlap.Find(b, a) is null);
        if (name is not null) Assert.True(a.IsMatch(name) && b.IsMatch(name));

        // A mark at the end: letter case makes no difference.
        NamePattern Parse(string text) => NamePattern.Parse(text.TrimEnd('~'), parts, ignoreCase: text.EndsWith('~'));
    }

    private static IEnumerable<YamlPlace> Places(string marked)
    {
        foreach (var (line, number) in marked.ReplaceLineEndings("\n").Split('\n').Select((l, i) => (l, i + 1)))
        {
            var passed = 0;
            for (var at = line.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Mark, at + 1))
                yield return new(number, at - passed++ + 1);
        }
    }

    private static string Spelling(string id, string key) =>
        $"  - {{id: {id}, title: A, check: tag-key-spelling, kinds: [\"*\"], severity: low, source: portal-default, rationale: R, fix: F,\n"
        + $"     with: {{key: {key}}}}}\n";
}
