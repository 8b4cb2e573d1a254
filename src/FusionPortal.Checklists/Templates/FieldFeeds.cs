namespace FusionPortal.Checklists.Templates;

/// <summary>
/// Which fields of a template feed something outside its run. A field keeps its id and its meaning through all versions of its checklist,
/// so in a version written before fields could say it, it feeds what it feeds in the shipped checklist of the same key.
/// </summary>
public static class FieldFeeds
{
    /// <summary>The id of the field; null where none feeds it.</summary>
    public static string? FieldOf(Template template, FieldFeed feed)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (Fields(template).FirstOrDefault(field => field.Feeds.Contains(feed)) is { } own) return own.Id;
        var shipped = Shipped(template).FirstOrDefault(field => field.Feeds.Contains(feed));
        return shipped is not null && Fields(template).Any(field => field.Id == shipped.Id && field.Type == shipped.Type) ? shipped.Id
            : null;
    }

    /// <summary>Every field that feeds something, with what, in the order of the template.</summary>
    public static IReadOnlyList<(FieldDefinition Field, FieldFeed Feed)> Of(Template template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var fields = Fields(template).ToList();
        var own = fields.SelectMany(field => field.Feeds, (field, feed) => (field, feed)).ToList();
        var said = own.Select(o => o.feed).ToHashSet();
        var older = from shipped in Shipped(template)
                    from feed in shipped.Feeds
                    where !said.Contains(feed)
                    from field in fields
                    where field.Id == shipped.Id && field.Type == shipped.Type
                    select (WithExpectations(field, shipped), feed);
        return [.. own.Concat(older)];
    }

    // What AWS shows for an answer is part of what the field feeds.
    private static FieldDefinition WithExpectations(FieldDefinition field, FieldDefinition shipped) => field with
    {
        Options = [.. field.Options.Select(option => option.Expects is not null ? option : option with
        {
            Expects = shipped.Options.FirstOrDefault(o => o.Id == option.Id)?.Expects,
        })],
    };

    private static IEnumerable<FieldDefinition> Shipped(Template template) =>
        TemplateLibrary.All.Where(loaded => loaded.Template.Key == template.Key).SelectMany(loaded => Fields(loaded.Template));

    private static IEnumerable<FieldDefinition> Fields(Template template) =>
        template.Sections.SelectMany(section => section.Steps).SelectMany(step => step.Fields);
}
