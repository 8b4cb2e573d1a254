using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionPortal.Checklists.Fields;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions.Yaml;
using Xunit;

namespace FusionPortal.Checklists.Tests.Fields;

/// <summary>What every type of field has to say of itself. That the page has an editor for it is held by FieldEditorTests.</summary>
public sealed partial class FieldTypeTests
{
    private static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "../../.."));

    [Fact]
    public void EveryType_HasAWordAndANameOfItsOwn_InItsOwnFile()
    {
        Assert.Equal(FieldTypes.All.Count, FieldTypes.ByWord.Count);
        Assert.Equal(FieldTypes.All.Count, FieldTypes.ByName.Count);
        Assert.All(FieldTypes.All, type =>
        {
            var name = type.GetType().Name;
            Assert.True(type.GetType().IsSealed && type.GetType().IsPublic);
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", type.Word);
            Assert.EndsWith("Field", name, StringComparison.Ordinal);
            Assert.Equal(type.Name, string.Concat(type.Word.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..])));
            var file = Path.Combine(Root, "src/FusionPortal.Checklists/Fields", name + ".cs");
            Assert.True(File.Exists(file), $"{name} has no file of its own");
            Assert.Same(type, FieldTypes.ByWord[type.Word]);
            Assert.Equal($"\"{type.Name}\"", JsonSerializer.Serialize(type));
            Assert.Same(type, JsonSerializer.Deserialize<FieldType>($"\"{type.Name}\""));
        });
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FieldType>("\"Colour\""));
    }

    [Fact]
    public void EveryType_StoresItsExampleAndShowsIt() => Assert.All(FieldTypes.All, type =>
    {
        var (field, example) = (Field(type), type.Example);
        if (example.Typed is not null)
        {
            Assert.Equal(ReadValue.Good(example.Stored), FieldValue.Read(field, example.Typed));
            Assert.Equal(ReadValue.Good(example.Stored), FieldValue.Read(field, example.Stored));
            Assert.NotEqual(example.Shown, example.Stored);
        }

        foreach (var value in new[] { example.Another, example.AlsoSame }.OfType<string>().Where(_ => example.Typed is not null))
            Assert.Equal(ReadValue.Good(value), FieldValue.Read(field, value));
        Assert.Equal(example.Shown ?? example.Stored, type.Display(field, example.Stored));
        // What is shown, typed again, is the same value: people copy what they see.
        if (FieldValue.Read(field, example.Shown ?? example.Stored) is { Problem: null } again) Assert.Equal(example.Stored, again.Value);
        Assert.Equal(ReadValue.Good(""), FieldValue.Read(field, " \n "));
        Assert.DoesNotContain("{", type.Missing(field, null), StringComparison.Ordinal);
        Assert.StartsWith("F ", type.Missing(field, null).Replace("Confirm: F", "F ", StringComparison.Ordinal), StringComparison.Ordinal);
    });

    [Fact]
    public void EveryType_RefusesWhatDoesNotFit_InASentence() => Assert.All(FieldTypes.All, type =>
    {
        var read = FieldValue.Read(Field(type), type.Example.Refused);

        Assert.Equal("", read.Value);
        Assert.Matches("^[A-Z'].*[.]$", read.Problem);
    });

    [Fact]
    public void EveryType_KnowsWhatIsTheSame() => Assert.All(FieldTypes.All, type =>
    {
        var example = type.Example;
        Assert.True(type.Same(example.Stored, example.Stored));
        if (example.Another is { } another) Assert.False(type.Same(example.Stored, another) || type.Same(another, example.Stored));
        if (example.AlsoSame is { } also) Assert.True(type.Same(example.Stored, also) && type.Same(also, example.Stored));
        Assert.Same(type.ComparedAs, type.ComparedAs.ComparedAs);
    });

    [Fact]
    public void EveryType_IsReadAndWrittenByTemplates() => Assert.All(FieldTypes.All, type =>
    {
        var template = Template(Field(type));

        var read = TemplateYaml.Read(TemplateYaml.Write(template)).Template;

        Assert.Same(type, read.Sections[0].Steps[0].Fields[0].Type);
    });

    [Fact]
    public void EveryType_RefusesKeysThatAreNotItsOwn_AtTheFieldsLine() => Assert.All(FieldTypes.All, type =>
    {
        foreach (var key in FieldKey.All)
        {
            var yaml = TemplateYaml.Write(Template(With(key, Field(type))));
            var issues = Issues(yaml);
            var line = yaml.Split('\n').TakeWhile(text => !text.Contains("id: f", StringComparison.Ordinal)).Count() + 1;

            var found = issues.SingleOrDefault(i => i.Message.StartsWith($"'{key.Word}' only goes with ", StringComparison.Ordinal));
            Assert.Equal(type.Keys.Contains(key), found is null);
            if (found is not null) Assert.Equal(line, found.Line);
        }
    });

    [Fact]
    public void EveryType_ThatCameLater_NeedsTheFormatThatHasIt() => Assert.All(FieldTypes.All, type =>
    {
        Assert.InRange(type.Format, 1, TemplateYaml.NewestFormat);
        var older = Issues(TemplateYaml.Write(Template(Field(type)) with { Format = 1 }));

        Assert.Equal(
            type.Format > 1, older.Any(i => i.Message == $"'type: {type.Word}' needs 'format: {type.Format}' at the top of the template."));
    });

    [Fact]
    public void EveryKey_GoesWithAType() =>
        Assert.All(FieldKey.All, key => Assert.Contains(FieldTypes.All, type => type.Keys.Contains(key)));

    [Fact]
    public void Documents_ListEveryTypeAndItsKeys()
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs/checklist-templates.md"));
        var missing = FieldTypes.All.Select(type => $"| `{type.Word}` | {type.Holds} | {Keys(type)} |").Where(row => !text.Contains(row))
            .ToList();

        Assert.True(missing.Count == 0, "docs/checklist-templates.md lacks these rows:\n" + string.Join('\n', missing));

        static string Keys(FieldType type) => string.Join(
            ' ', type.Keys.Select(key => $"`{key.Word}`")
                .Concat(type.Checks.Select(c => $"`check: {TemplateWords.Of(TemplateWords.Checks, c)}`")));
    }

    [Fact]
    public void Nobody_ElseListsTypes()
    {
        var names = string.Join('|', FieldTypes.All.Select(t => t.GetType().Name));
        // Words of one part are words of the language too.
        var words = string.Join('|', FieldTypes.All.Select(t => t.Word).Where(w => w.Contains('-')));
        var choice = new Regex($@"\b({names})\s+(or\b|=>)|(case|is|not)\s+({names})\b", RegexOptions.CultureInvariant);
        var word = new Regex($"[\"'`](?<word>{words})[\"'`]", RegexOptions.CultureInvariant);
        var files = Directory.GetFiles(Path.Combine(Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".js" or ".css" or ".sql")
            .Where(f => !InOutput().IsMatch(f) && !f.Contains("FusionPortal.Checklists/Fields/", StringComparison.Ordinal))
            // The demo works steps by their ids, two of which read like types.
            .Where(f => Path.GetFileName(f) != "DemoChecklists.cs").ToArray();

        Assert.True(files.Length > 500, $"only {files.Length} files found");
        Assert.Matches(choice, "YesNoField or ConfirmationField => 1");
        Assert.Matches(word, "type === \"yes-no\"");
        Assert.Empty(files.Where(f => Lists(File.ReadAllText(f))).Select(f => Path.GetRelativePath(Root, f)));

        // One word may be the id of something else; two are a list.
        bool Lists(string text) => choice.IsMatch(text) || word.Matches(text).Select(m => m.Groups["word"].Value).Distinct().Count() > 1;
    }

    [Fact]
    public void Script_OfARun_KnowsNoType()
    {
        var scripts = Path.Combine(Root, "src/FusionPortal.Web/wwwroot/js");
        var text = string.Join('\n', new[] { "run.js", "boxes.js" }.Select(name => File.ReadAllText(Path.Combine(scripts, name))));
        var known = new Regex(
            @"(?<!change)\.type\b|\[type|radio|checkbox|"
                + $@"\b({string.Join('|', FieldTypes.All.SelectMany(t => new[] { t.Word, t.Name }).Where(w => w.Length > 7))})\b",
            RegexOptions.CultureInvariant);

        Assert.Matches(known, "if (input.type === 1)");
        Assert.Empty(known.Matches(text).Select(m => m.Value));
    }

    private static FieldDefinition Field(FieldType type) => type.Example.With(new() { Id = "f", Label = "F", Type = type });

    private static FieldDefinition With(FieldKey key, FieldDefinition field)
    {
        FieldDefinition[] all =
        [
            field with { Options = [new() { Id = "a", Label = "A" }, new() { Id = "b", Label = "B" }] },
            field with { MinLength = 1 }, field with { MaxLength = 50 }, field with { Pattern = "a", PatternSays = "An a." },
            field with { NamePattern = "db-{nn}" }, field with { Min = 1 }, field with { Max = 2 }, field with { Decimals = 1 },
            field with { Unit = "GB" }, field with { InRegionOf = "nowhere" }, field with { Compute = new("a-{orgid}") },
            field with { Compute = new(null) { Name = "s3-bucket" } },
            field with { Feeds = [FieldFeed.OrganizationBucket] },
        ];
        return all.First(key.IsSet);
    }

    private static Template Template(FieldDefinition field)
    {
        var yaml =
            $"{SmallTemplates.Head}sections:\n  - {{id: only, title: Only, steps: [{{id: s1, letter: a, title: T, "
                + $"instruction: I., source: portal}}]}}\n";
        var template = TemplateYaml.Read(yaml).Template;
        var section = template.Sections[0];
        var step = section.Steps[0] with
        {
            Fields = [field],
            MaySkip = false,
            Credential = field.Type.IsCredentialReference ? "Login" : null,
        };
        return template with { Format = TemplateYaml.NewestFormat, Sections = [section with { Steps = [step] }] };
    }

    private static IReadOnlyList<YamlProblem> Issues(string yaml)
    {
        try
        {
            TemplateYaml.Read(yaml);
            return [];
        }
        catch (TemplateFormatException e)
        {
            return e.Problems;
        }
    }

    [GeneratedRegex("[/\\\\](bin|obj)[/\\\\]")]
    private static partial Regex InOutput();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
