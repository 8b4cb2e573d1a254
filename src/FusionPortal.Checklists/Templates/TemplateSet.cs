using FusionPortal.Conventions.Books;

namespace FusionPortal.Checklists.Templates;

/// <summary>Checks templates against one another, before one of them is published.</summary>
public static class TemplateSet
{
    /// <summary>
    /// What does not fit: a link to a kind nobody has a checklist for, or a field filled from an output that is not published or is of
    /// another type.
    /// Empty when everything fits.
    /// </summary>
    /// <param name="templates">The versions that are, or would be, published: one for each key.</param>
    public static IReadOnlyList<string> Check(IReadOnlyCollection<Template> templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var problems = new List<string>();
        foreach (var template in templates)
        {
            foreach (var link in template.Links)
            {
                var targets = templates.Where(other => other.Kind == RunKind.SharedResource && other.SharedKind == link.SharedKind)
                    .ToList();
                if (targets.Count == 0)
                    problems.Add($"{template.Title}: link '{link.Id}' needs a checklist for '{link.SharedKind}', and there is none.");
                problems.AddRange(targets.SelectMany(target => Fills(template, link, target)));
            }
        }

        return problems;
    }

    /// <summary>
    /// What does not fit the convention book: fields that are worked out by a name that neither it nor the shipped book has, or whose name
    /// has a part that nothing supplies. Empty when everything fits.
    /// </summary>
    /// <param name="template">The template.</param>
    /// <param name="book">The book in force, which is asked again whenever a name is worked out.</param>
    public static IReadOnlyList<string> Misfits(Template template, ConventionBook book)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(book);
        return [.. TemplateIndex.Of(template).Fields.Select(place => NameMisfit(place, book)).OfType<string>()];
    }

    private static string? NameMisfit(FieldPlace place, ConventionBook book)
    {
        if ((place.Field.Compute?.Name ?? place.Field.FollowsName) is not { } id) return null;
        if (Values.Names.In(book, id) is not { } name)
            return $"'{place.Field.Id}' takes the name '{id}', which the convention book in force has not. It has: "
                + $"{string.Join(", ", book.Names.Select(n => n.Id))}.";
        if (place.Field.Compute is not { } compute) return null;
        var open = name.Pattern.OpenPartIds.Where(part => part != name.Pattern.OrganizationPart && !compute.Parts.ContainsKey(part)
            && !(part == Values.Names.SitePart && place.Section.RepeatsPerSite)).ToList();
        return open.Count == 0 ? null
            : $"'{place.Field.Id}' takes the name '{id}', {name.Pattern.Text}, and nothing supplies {string.Join(", ", open)}: "
                + "say 'parts'.";
    }

    private static IEnumerable<string> Fills(Template template, LinkDefinition link, Template target)
    {
        var (here, there) = (TemplateIndex.Of(template), TemplateIndex.Of(target));
        foreach (var fill in link.Fills)
        {
            var filled = here.Field(fill.Field)?.Field;
            var output = target.Publishes.FirstOrDefault(published => published.Id == fill.Output);
            var source = output is null ? null : there.Field(output.Field)?.Field;
            if (source is null)
                yield return $"{template.Title}: '{fill.Field}' takes '{fill.Output}' from {target.Title}, which does not publish it.";
            else if (filled is not null && filled.Type.ComparedAs != source.Type.ComparedAs)
                yield return $"{template.Title}: '{fill.Field}' takes '{fill.Output}' from {target.Title}, which is of another type.";
        }
    }
}
