namespace FusionPortal.Checklists.Templates;

/// <summary>
/// Which field of a template feeds a record outside its run. A field keeps its id and its meaning through all versions of its checklist, so
/// in a version written before fields could say it, it is the one that says it in the shipped checklist of the same key.
/// </summary>
public static class FieldFeeds
{
    /// <summary>The id of the field; null where none feeds it.</summary>
    public static string? FieldOf(Template template, FieldFeed feed)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (Fields(template).FirstOrDefault(field => field.Feeds == feed) is { } own) return own.Id;
        var shipped = TemplateLibrary.All.Where(loaded => loaded.Template.Key == template.Key)
            .SelectMany(loaded => Fields(loaded.Template)).FirstOrDefault(field => field.Feeds == feed);
        return shipped is not null && Fields(template).Any(field => field.Id == shipped.Id && field.Type == shipped.Type) ? shipped.Id
            : null;
    }

    private static IEnumerable<FieldDefinition> Fields(Template template) =>
        template.Sections.SelectMany(section => section.Steps).SelectMany(step => step.Fields);
}
