using FusionPortal.Checklists.Fields;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Builds the model from YAML nodes. Problems are collected, not thrown, so that an editor sees all of them at once.</summary>
internal sealed class TemplateReader(TemplatePlaces places, List<YamlProblem> problems)
{
    // Each format has more than the one before. A key or type that the last format has not gets a new number: portals of the version
    // before refuse what they do not know, and go by the number. Format 2 has a field's "feeds", and speaks as convention books do.
    public static int NewestFormat { get; } = Math.Max(2, FieldTypes.All.Max(type => type.Format));

    private int _format = 1;

    /// <returns>Null, with one problem, for a format there is no reader for: what its keys mean is not known.</returns>
    public Template? Read(YamlNode root)
    {
        var head = new YamlMapReader(root, "the template", problems);
        if (!head.IsMap) return null;
        var told = problems.Count;
        // The templates that shipped first say none.
        var format = head.Whole("format") ?? 1;
        if (problems.Count > told) return null;
        if (format >= 1 && format <= NewestFormat)
        {
            _format = format;
            var map = new YamlMapReader(root, "the template", problems, format < 2 ? YamlDialect.FirstTemplates : YamlDialect.Now);
            map.Allow("format");
            var template = Read(map);
            map.Done();
            return template;
        }

        head.Report(
            head.PlaceOf("format"),
            format > NewestFormat
                ? $"The template is of format {format}. This portal reads templates up to format {NewestFormat}; a newer portal is needed."
                : $"\"format\" of the template is a whole number from 1 to {NewestFormat}, not \"{format}\".");
        return null;
    }

    private Template Read(YamlMapReader map)
    {
        var template = new Template
        {
            Key = map.Id("key"),
            Format = _format,
            Version = map.Number("version", 1, int.MaxValue),
            Title = map.Text("title"),
            Kind = map.Word("kind", TemplateWords.Kinds),
            SharedKind = map.TextOrNull("shared-kind"),
            Summary = map.Text("summary"),
            RequiresTopic = map.TextOrNull("requires-topic"),
            Sections = map.Maps("sections", "a section", ReadSection),
            Publishes = [.. map.TextMap("publishes").Select(pair => new OutputDefinition(pair.Key, pair.Value))],
            Links = map.Maps("links", "a link", ReadLink),
        };
        if (template.Sections.Count == 0) map.Report(map.PlaceOf("sections"), "The template needs at least one section.");
        foreach (var key in new[] { "kind", "shared-kind", "requires-topic", "publishes" }) places.Note("key " + key, map.PlaceOf(key));
        return template;
    }

    private SectionDefinition ReadSection(YamlMapReader map)
    {
        var section = new SectionDefinition
        {
            Id = map.Id("id"),
            Group = map.TextOrNull("group"),
            Title = map.Text("title"),
            Mode = map.Word("mode", TemplateWords.Modes, SectionMode.ReadDo),
            RepeatsPerSite = map.Word("repeat", SitesOnly, false),
            When = ConditionReader.Read(map, "when"),
            After = map.AnyTexts("after"),
            Steps = map.Maps("steps", "a step", ReadStep),
        };
        if (section.Steps.Count == 0) map.Report(map.Place, $"Section '{section.Id}' needs at least one step.");
        places.Note("section " + section.Id, map.Place);
        return section;
    }

    private StepDefinition ReadStep(YamlMapReader map)
    {
        var step = new StepDefinition
        {
            Id = map.Id("id"),
            Letter = map.Text("letter"),
            Title = map.Text("title"),
            Instruction = map.Text("instruction"),
            Guidance = map.AnyTexts("guidance"),
            Why = map.TextOrNull("why"),
            Source = map.Word("source", TemplateWords.Sources(_format)),
            When = ConditionReader.Read(map, "when"),
            After = map.AnyTexts("after"),
            SecondPersonTo = map.AnyTexts("second-person-to"),
            Credential = map.TextOrNull("credential"),
            MaySkip = map.Flag("may-skip", true),
            Fields = map.Maps("fields", "a field", field => FieldReader.Read(field, _format, places)),
        };
        places.Note("step " + step.Id, map.Place);
        return step;
    }

    private LinkDefinition ReadLink(YamlMapReader map)
    {
        var blocks = ConditionReader.Read(map, "blocks-when");
        if (blocks is null && !map.Has("blocks-when")) map.Report(map.Place, "\"blocks-when\" is missing in a link.");
        var link = new LinkDefinition
        {
            Id = map.Id("id"),
            SharedKind = map.Id("shared-kind"),
            Title = map.Text("title"),
            DecidedBy = map.Id("decided-by"),
            // Never kept: a problem was reported, so the template is refused.
            BlocksWhen = blocks ?? new Condition.All([]),
            DedicatedWhen = ConditionReader.Read(map, "dedicated-when"),
            Fills = [.. map.TextMap("fills").Select(pair => new LinkFill(pair.Key, pair.Value))],
            Finds = [.. map.TextMap("finds").Select(pair => new LinkFind(pair.Key, pair.Value))],
        };
        places.Note("link " + link.Id, map.Place);
        return link;
    }

    private static readonly IReadOnlyDictionary<string, bool> SitesOnly = new Dictionary<string, bool> { ["sites"] = true };
}
