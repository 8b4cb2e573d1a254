using FusionPortal.Checklists.Fields;
using YamlDotNet.RepresentationModel;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Builds the model from YAML nodes. Problems are collected, not thrown, so that an editor sees all of them at once.</summary>
internal sealed class TemplateReader(TemplateLines lines, List<TemplateIssue> issues)
{
    // Each format only has more than the one before. A key or type that the last format has not gets a new number: portals of the version
    // before refuse what they do not know, and go by the number. Format 2 has a field's "feeds".
    public static int NewestFormat { get; } = Math.Max(2, FieldTypes.All.Max(type => type.Format));

    private int _format = 1;

    /// <returns>Null, with one issue, for a format there is no reader for: what its keys mean is not known.</returns>
    public Template? Read(YamlNode root)
    {
        var map = new YamlMap(root, "The template", issues);
        var told = issues.Count;
        // The templates that shipped first say none.
        var format = map.Whole("format") ?? 1;
        if (format >= 1 && format <= NewestFormat) return Read(map, format);
        if (issues.Count == told)
            map.Report(
                map.LineAt("format"),
                format > NewestFormat
                    ? $"The template is of format {format}. This portal reads templates up to format "
                        + $"{NewestFormat}; a newer portal is needed."
                    : $"'format' of the template is a whole number from 1 to {NewestFormat}, not '{format}'.");
        return null;
    }

    private Template Read(YamlMap map, int format)
    {
        _format = format;
        var template = new Template
        {
            Key = map.Id("key"),
            Format = format,
            Version = map.Whole("version") ?? 0,
            Title = map.Needed("title"),
            Kind = map.Word("kind", TemplateWords.Kinds, RunKind.ClientInstall, needed: true),
            SharedKind = map.Text("shared-kind"),
            Summary = map.Needed("summary"),
            RequiresTopic = map.Text("requires-topic"),
            Sections = [.. map.List("sections").Select(ReadSection)],
            Publishes = [.. map.TextMap("publishes").Select(pair => new OutputDefinition(pair.Key, pair.Value))],
            Links = [.. map.List("links").Select(ReadLink)],
        };
        if (template.Version < 1) map.Report(map.LineAt("version"), "The template needs a 'version' of 1 or more.");
        if (template.Sections.Count == 0) map.Report(map.Line, "The template needs at least one section.");
        map.Close();
        foreach (var key in new[] { "kind", "shared-kind", "requires-topic", "publishes" }) lines.Note("key " + key, map.LineAt(key));
        return template;
    }

    private SectionDefinition ReadSection(YamlNode node)
    {
        var map = new YamlMap(node, "A section", issues);
        var section = new SectionDefinition
        {
            Id = map.Id("id"),
            Group = map.Text("group"),
            Title = map.Needed("title"),
            Mode = map.Word("mode", TemplateWords.Modes, SectionMode.ReadDo),
            RepeatsPerSite = map.Word("repeat", SitesOnly, false),
            When = ConditionReader.Read(map, "when", issues),
            After = map.Texts("after"),
            Steps = [.. map.List("steps").Select(ReadStep)],
        };
        if (section.Steps.Count == 0) map.Report(map.Line, $"Section '{section.Id}' needs at least one step.");
        map.Close();
        lines.Note("section " + section.Id, map.Line);
        return section;
    }

    private StepDefinition ReadStep(YamlNode node)
    {
        var map = new YamlMap(node, "A step", issues);
        var step = new StepDefinition
        {
            Id = map.Id("id"),
            Letter = map.Needed("letter"),
            Title = map.Needed("title"),
            Instruction = map.Needed("instruction"),
            Guidance = map.Texts("guidance"),
            Why = map.Text("why"),
            Source = map.Word("source", TemplateWords.Sources, StepSource.PortalDefault, needed: true),
            When = ConditionReader.Read(map, "when", issues),
            After = map.Texts("after"),
            SecondPersonTo = map.Texts("second-person-to"),
            Credential = map.Text("credential"),
            MaySkip = map.Flag("may-skip", true),
            Fields = [.. map.List("fields").Select(field => FieldReader.Read(field, _format, lines, issues))],
        };
        map.Close();
        lines.Note("step " + step.Id, map.Line);
        return step;
    }

    private LinkDefinition ReadLink(YamlNode node)
    {
        var map = new YamlMap(node, "A link", issues);
        var blocks = ConditionReader.Read(map, "blocks-when", issues);
        if (blocks is null && !map.Has("blocks-when")) map.Report(map.Line, "A link needs 'blocks-when'.");
        var link = new LinkDefinition
        {
            Id = map.Id("id"),
            SharedKind = map.Id("shared-kind"),
            Title = map.Needed("title"),
            DecidedBy = map.Id("decided-by"),
            // Never kept: an issue was reported, so the template is refused.
            BlocksWhen = blocks ?? new Condition.All([]),
            DedicatedWhen = ConditionReader.Read(map, "dedicated-when", issues),
            Fills = [.. map.TextMap("fills").Select(pair => new LinkFill(pair.Key, pair.Value))],
            Finds = [.. map.TextMap("finds").Select(pair => new LinkFind(pair.Key, pair.Value))],
        };
        map.Close();
        lines.Note("link " + link.Id, map.Line);
        return link;
    }

    private static readonly IReadOnlyDictionary<string, bool> SitesOnly = new Dictionary<string, bool> { ["sites"] = true };
}
