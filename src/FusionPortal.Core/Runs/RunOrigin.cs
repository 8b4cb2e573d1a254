using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;

namespace FusionPortal.Core.Runs;

/// <summary>The install a shared resource is made for, and what it records that the resource's checklist asks for too.</summary>
/// <param name="Id">The install's run.</param>
/// <param name="Title">The client's.</param>
/// <param name="Known">By field id of the resource's checklist: values to be offered, never recorded by themselves.</param>
public sealed record RunOrigin(Guid Id, string Title, IReadOnlyDictionary<string, string> Known)
{
    /// <summary>The run with what is known offered at its empty fields.</summary>
    public RunDetail Offer(RunDetail run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Known.Count == 0 ? run : run with
        {
            Sections = [.. run.Sections.Select(section => section with { Steps = [.. section.Steps.Select(Offer)] })],
        };
    }

    private StepDetail Offer(StepDetail step) => step with { Fields = [.. step.Fields.Select(Offer)] };

    private FieldDetail Offer(FieldDetail field) =>
        field is { Value: null, Suggestion: null } && Known.TryGetValue(field.Id, out var known)
            ? field with { Suggestion = known } : field;

    /// <param name="install">The run that asked for the resource.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="link">Its link.</param>
    /// <param name="resource">The resource's checklist.</param>
    internal static RunOrigin Of(LoadedRun install, RunPlan plan, LinkDefinition link, Template resource)
    {
        var asked = resource.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).ToDictionary(f => f.Id, StringComparer.Ordinal);
        var told = install.Template.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields)
            .ToDictionary(f => f.Id, StringComparer.Ordinal);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (theirs, ours) in Pairs(install.Template, link, resource, told, asked))
        {
            // What has to equal another answer is known by that one already.
            var value = plan.Field(theirs.Id)?.Value ?? (theirs.EqualsField is { } equal ? plan.Field(equal)?.Value : null);
            if (value is null || ours.Compute is not null || !Fits(ours, value)) continue;
            known.TryAdd(ours.Id, value);
        }

        return new RunOrigin(install.Run.Id, install.Organization?.Title ?? install.Run.Title, known);
    }

    // The same thing asked for in both: what the link takes over, what feeds the same fact, and the region either zone lies in.
    private static IEnumerable<(FieldDefinition Theirs, FieldDefinition Ours)> Pairs(
        Template install, LinkDefinition link, Template resource, Dictionary<string, FieldDefinition> told,
        Dictionary<string, FieldDefinition> asked)
    {
        var fed = FieldFeeds.Of(resource).ToDictionary(f => f.Feed, f => f.Field.Id);
        var pairs =
            (from fill in link.Fills
             from output in resource.Publishes
             where output.Id == fill.Output
             select (Theirs: told[fill.Field], Ours: asked[output.Field]))
            .Concat(
                from feed in FieldFeeds.Of(install)
                where feed.Feed.IsOfResource && fed.ContainsKey(feed.Feed)
                select (Theirs: told[feed.Field.Id], Ours: asked[fed[feed.Feed]])).ToList();
        return pairs.Concat(
            from pair in pairs
            where pair.Theirs.InRegionOf is not null && pair.Ours.InRegionOf is not null
            select (told[pair.Theirs.InRegionOf!], asked[pair.Ours.InRegionOf!]));
    }

    private static bool Fits(FieldDefinition field, string value) =>
        field.Type.CanBe(field, value) && FieldValue.Read(field, value) is { Problem: null, Value.Length: > 0 };
}
