using CsCheck;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

public sealed class TemplateWriterTests
{
    private static readonly string[] Awkward =
    [
        "yes", "no", "null", "~", "true", "1.0", "- a", "# b", "a: b", "{c}", "[d]", "'", "\"", "|", ">", "&a", "*a", "!b", "%", "@", "`",
            "two\nlines", "a\\b", "end:", "émile \U0001F370",
    ];

    private static readonly Gen<string> Text =
        Gen.OneOf(
            Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i]),
            Gen.String[Gen.Char["abc :#-'\"{}[],&*?|<>=!%@\\é\n"], 1, 40])
        .Where(text => !string.IsNullOrWhiteSpace(text));

    [Fact]
    public void Write_AnyTexts_AreReadBackUnchanged() =>
        Gen.Select(Text, Text, Text, Text.List[1, 3]).Sample((title, instruction, label, guidance) =>
        {
            var template = SmallTemplates.Gated with
            {
                Title = title,
                Sections =
                [
                    .. SmallTemplates.Gated.Sections,
                    new SectionDefinition
                    {
                        Id = "extra", Title = title, Group = label, Mode = SectionMode.DoConfirm,
                        Steps =
                        [
                            new StepDefinition
                            {
                                Id = "extra-step", Letter = "x", Title = title, Instruction = instruction, Guidance = guidance, Why = label,
                                    Source = StepSource.CompanyGuideInPart,
                                Fields = [
                                    new FieldDefinition {
                                    Id = "extra-field", Label = label, Type = FieldTypes.Of<NumberField>(), Required = false, Min = -1.5m,
                                        Max = 2.25m,
                                    Decimals = 2, Help = instruction }],
                            },
                        ],
                    },
                ],
            };

            Assert.Equivalent(template, TemplateYaml.Read(TemplateYaml.Write(template)).Template, strict: true);
        });

    [Fact]
    public void Write_EveryKindOfCondition_IsReadBack()
    {
        Condition[] conditions =
        [
            new Condition.FieldIn("hosting", ["new"]),
            new Condition.FieldIn("hosting", ["new", "shared"]),
            new Condition.FieldAnswered("hosting"),
            new Condition.Not(new Condition.FieldAnswered("hosting")),
            new Condition.FactIn(OrganizationFact.Environment, ["QA", "Staging"]),
            new Condition.All(
                [new Condition.FieldIn("hosting", ["new"]),
                new Condition.Any([new Condition.FieldIn("hosting", ["new"]), new Condition.FieldAnswered("db-name")])]),
        ];
        foreach (var condition in conditions)
        {
            var gated = SmallTemplates.Gated;
            var template = gated with { Sections = [gated.Sections[0], gated.Sections[1] with { When = condition }] };

            Assert.Equivalent(condition, TemplateYaml.Read(TemplateYaml.Write(template)).Template.Sections[1].When, strict: true);
        }
    }

    [Fact]
    public void Check_LinkNobodyServes_IsReported()
    {
        var issue = Assert.Single(TemplateSet.Check([SmallTemplates.Gated]));

        Assert.Contains("'rds-instance', and there is none", issue, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", 0)]
    [InlineData("engine", 1)]
    [InlineData("colour", 1)]
    public void Check_FilledField_HasToFitTheOutput(string output, int issues)
    {
        var link = SmallTemplates.Gated.Links[0] with { Fills = [new LinkFill("db-name", output)] };
        var served = TemplateLibrary.All.Select(loaded => loaded.Template).Where(t => t.Kind == RunKind.SharedResource);

        Assert.Equal(issues, TemplateSet.Check([SmallTemplates.Gated with { Links = [link] }, .. served]).Count);
    }
}
