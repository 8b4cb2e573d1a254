using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Tests;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>docs/schemas/template.schema.json is what readers and field types say, and takes what the portal takes.</summary>
public sealed class TemplateSchemaTests
{
    private const string Schema = "template.schema.json";

    private static string Install => TemplateLibrary.Get(TemplateLibrary.ClientInstall).Source;

    public static TheoryData<string, string> Broken => new()
    {
        { "version: 3", "version: three" },
        { "title: Client install\n", "titel: Client install\n" },
        { "kind: client-install\n", "kind: install\n" },
        { "mode: read-do", "mode: do-read" },
        { "repeat: sites", "repeat: stores" },
        { "source: company-guide\n", "source: guide\n" },
        { "may-skip: \"no\"", "may-skip: false" },
        { "required: \"no\"", "required: false" },
        { "        letter: a\n", "" },
        { "- id: org-id\n", "- id: Org ID\n" },
        { "type: computed\n            name: s3-bucket", "type: computed\n            compute: \"fusion-rms-{orgid}\"" },
        { "type: confirmation\n", "type: tick\n" },
        { "type: confirmation\n", "type: confirmation\n            max-length: 5\n" },
        { "check: own", "check: alone" },
        { "check: own", "check: not-in-future" },
        { "max-length: 100", "max-length: long" },
        { "is: dedicated}", "is: dedicated, in: [shared]}" },
        { "    decided-by: rds-hosting\n", "" },
        { "feeds: ", "feeds: nothing." },
    };

    [Fact]
    public void Published_IsWhatTheReadersSay() => JsonSchemas.IsPublished(Schema, TemplateSchema.Make());

    [Fact]
    public void Schema_TakesEveryShippedTemplate_AndTheExampleOfEveryType()
    {
        Assert.All(TemplateLibrary.All, loaded => Assert.Empty(JsonSchemas.Errors(Schema, loaded.Source)));
        var template = TemplateLibrary.Get(TemplateLibrary.ClientInstall).Template;
        var step = template.Sections[0].Steps[0];
        Assert.All(FieldTypes.All, type =>
        {
            var field = type.Example.With(new() { Id = "f", Label = "F", Type = type });
            var section = template.Sections[0] with { Steps = [step with { Fields = [field] }] };

            Assert.Empty(JsonSchemas.Errors(Schema, TemplateYaml.Write(template with { Links = [], Sections = [section] })));
        });
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Schema_RefusesWhatThePortalRefuses(string right, string wrong)
    {
        var at = Install.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, "The template no longer holds the text this test changes.");
        var text = string.Concat(Install.AsSpan(0, at), wrong, Install.AsSpan(at + right.Length));

        Assert.Throws<TemplateFormatException>(() => TemplateYaml.Read(text));
        Assert.NotEmpty(JsonSchemas.Errors(Schema, text));
    }
}
