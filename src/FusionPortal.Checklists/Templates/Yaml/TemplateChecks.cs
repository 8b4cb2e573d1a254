using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Checks what no single key shows: that ids are unique and that every reference leads somewhere that can be answered
/// first.</summary>
internal sealed class TemplateChecks(Template template, TemplatePlaces places, List<YamlProblem> problems)
{
    private readonly TemplateIndex _index = TemplateIndex.Of(template);

    public void Run()
    {
        Unique("section", template.Sections.Select(s => s.Id), id => places.Of("section " + id));
        Unique("step", template.Sections.SelectMany(s => s.Steps).Select(s => s.Id), id => places.Of("step " + id));
        Unique("field", template.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).Select(f => f.Id), places.Of);
        Unique("link", template.Links.Select(l => l.Id), id => places.Of("link " + id));
        if (problems.Count > 0) return;

        CheckKind();
        var conditions = new ConditionChecks(_index, problems);
        var fields = new FieldChecks(template.Format, _index, conditions, places, problems);
        foreach (var section in template.Sections)
        {
            CheckSection(section, conditions);
            foreach (var step in section.Steps)
            {
                CheckStep(section, step, conditions);
                foreach (var field in step.Fields) fields.Check(_index.Field(field.Id)!);
            }
        }

        CheckSites();
        CheckFeeds();
        foreach (var output in template.Publishes) CheckOutput(output);
        foreach (var link in template.Links) CheckLink(link, conditions);
    }

    private void CheckKind()
    {
        if (template.Kind == RunKind.SharedResource && (template.SharedKind is null || !YamlMapReader.IsId(template.SharedKind)))
            Report(places.Of("key kind"), "A template of kind 'shared-resource' needs 'shared-kind', for example rds-instance.");
        if (template.Kind == RunKind.ClientInstall && template.SharedKind is not null)
            Report(places.Of("key shared-kind"), "'shared-kind' only goes with kind 'shared-resource'.");
        if (template.Kind == RunKind.SharedResource && template.Publishes.All(output => output.Id != "name"))
            Report(places.Of("key publishes"), "A shared resource has to publish 'name': it is what others call it by.");
        if (template.RequiresTopic is { } topic && ReferenceTopic.Find(topic) is null)
            Report(places.Of("key requires-topic"), $"There is no reference topic '{topic}'.");
    }

    private void CheckSection(SectionDefinition section, ConditionChecks conditions)
    {
        var at = places.Of("section " + section.Id);
        var first = _index.Field(section.Steps.SelectMany(s => s.Fields).FirstOrDefault()?.Id ?? "")?.Order ?? int.MaxValue;
        conditions.Check(section.When, section, FirstFieldFrom(section, first), at);
        Unique("letter", section.Steps.Select(s => s.Letter), _ => at);
        foreach (var id in section.After)
        {
            if (_index.Section(id) is not { } other) Report(at, $"Section '{section.Id}' comes after '{id}', which is no section.");
            else if (Position(other) >= Position(section))
                Report(at, $"Section '{section.Id}' can only come after a section above it, and '{id}' is not.");
        }
    }

    private void CheckStep(SectionDefinition section, StepDefinition step, ConditionChecks conditions)
    {
        var at = places.Of("step " + step.Id);
        var first = step.Fields.Count > 0 ? _index.Field(step.Fields[0].Id)!.Order : FirstFieldAfter(step);
        conditions.Check(step.When, section, first, at);
        foreach (var id in step.After.Concat(step.SecondPersonTo))
        {
            if (_index.Step(id) is not { } other)
                Report(at, $"Step '{step.Id}' refers to '{id}', which is no step.");
            else if (other.Order >= _index.Step(step.Id)!.Order)
                Report(at, $"Step '{step.Id}' can only refer to a step above it, and '{id}' is not.");
            else if (other.Section.RepeatsPerSite && !section.RepeatsPerSite)
                Report(at,
                    $"Step '{step.Id}' is worked once and cannot refer to '{id}', which is worked for each "
                        + "site. Use 'after' of the section.");
        }

        var references = step.Fields.Where(f => f.Type.IsCredentialReference).ToList();
        if (step.Credential is not null && !references.Any(f => f.Required))
            Report(at, $"Step '{step.Id}' makes a credential and needs a required field of type password-manager-reference.");
        if (step.Credential is null && references.Count > 0)
            Report(at, $"Step '{step.Id}' holds a password-manager-reference and needs 'credential', saying which one.");
    }

    private void CheckSites()
    {
        var lists = _index.Fields.Where(place => place.Field.Type.ListsSites).ToList();
        if (lists.Count > 1) Report(places.Of(lists[1].Field.Id), "A template has at most one field of type site-list.");
        if (lists.Count > 0 && lists[0].Step.MaySkip)
            Report(places.Of("step " + lists[0].Step.Id),
                $"Step '{lists[0].Step.Id}' lists the sites and needs 'may-skip' to be no; marked not applicable, it "
                    + "would make worked sites vanish.");
        var repeated = template.Sections.FirstOrDefault(s => s.RepeatsPerSite);
        if (repeated is null) return;
        if (lists.Count == 0)
            Report(places.Of("section " + repeated.Id),
            $"Section '{repeated.Id}' repeats for each site, but no field of type site-list lists them.");
        else if (Position(lists[0].Section) >= Position(repeated))
            Report(places.Of(lists[0].Field.Id), "The site list has to come above the sections that repeat.");
    }

    private void CheckFeeds()
    {
        var feeding = _index.Fields.SelectMany(place => place.Field.Feeds, (place, feed) => (place, feed)).ToList();
        foreach (var (place, feed) in feeding)
        {
            if (!feed.IsOfResource && template.Kind != RunKind.ClientInstall)
                Report(places.Of(place.Field.Id),
                    $"'feeds: {feed}' of '{place.Field.Id}' only goes in a template of kind 'client-install'.");
            if (feed.IsOfResource && template.SharedKind is { } kind && feed.Subject != kind)
                Report(places.Of(place.Field.Id),
                    $"'feeds: {feed}' of '{place.Field.Id}' is not what the checklist makes: it is about {kind}.");
            if (feed.IsOfResource && !feeding.Exists(other => other.feed == new FieldFeed(feed.Subject, ShownFact.Name.Id)))
                Report(places.Of(place.Field.Id),
                    $"'{place.Field.Id}' feeds '{feed}', but no field feeds '{feed.Subject}.{ShownFact.Name.Id}': it cannot be told of "
                        + "which.");
            if (place.Section.RepeatsPerSite)
                Report(places.Of(place.Field.Id), $"'feeds' of '{place.Field.Id}' cannot go where there is a value for each site.");
        }

        foreach (
            var twice in feeding.GroupBy(fed => fed.feed).Where(group => group.Count() > 1).SelectMany(group => group.Skip(1)))
            Report(places.Of(twice.place.Field.Id), $"'{twice.place.Field.Id}' feeds what another field above feeds.");
    }

    private void CheckOutput(OutputDefinition output)
    {
        if (_index.Field(output.Field) is not { } place)
            Report(places.Of("key publishes"), $"Output '{output.Id}' publishes '{output.Field}', which is no field.");
        else if (place.Section.RepeatsPerSite)
            Report(places.Of("key publishes"), $"Output '{output.Id}' publishes '{output.Field}', which differs for each site.");
        else if (place.Field.Type.IsCredentialReference)
            Report(places.Of("key publishes"), $"Output '{output.Id}' publishes a credential's reference; those stay with their step.");
    }

    private void CheckLink(LinkDefinition link, ConditionChecks conditions)
    {
        var at = places.Of("link " + link.Id);
        foreach (var field in link.Fills.Select(fill => fill.Field).Concat(link.Finds.Select(find => find.Field)).Append(link.DecidedBy))
        {
            if (_index.Field(field) is not { } place) Report(at, $"Link '{link.Id}' refers to '{field}', which is no field.");
            else if (place.Section.RepeatsPerSite) Report(at, $"Link '{link.Id}' refers to '{field}', which differs for each site.");
            else if (place.Field.Compute is not null) Report(at, $"Link '{link.Id}' refers to '{field}', which is computed.");
        }

        Unique("filled field", template.Links.SelectMany(l => l.Fills).Select(fill => fill.Field), _ => at);
        var once = _index.Field(link.DecidedBy)?.Section ?? template.Sections[0];
        conditions.Check(link.BlocksWhen, once, int.MaxValue, at);
        conditions.Check(link.DedicatedWhen, once, int.MaxValue, at);
    }

    private int Position(SectionDefinition section) => template.Sections.TakeWhile(s => s.Id != section.Id).Count();

    // A step without fields may ask about any field above it: the first one below sets the limit.
    private int FirstFieldAfter(StepDefinition step)
    {
        var order = _index.Step(step.Id)!.Order;
        return _index.Fields.Where(place => _index.Step(place.Step.Id)!.Order > order).Select(place => place.Order)
            .DefaultIfEmpty(int.MaxValue).Min();
    }

    private int FirstFieldFrom(SectionDefinition section, int first) =>
        first != int.MaxValue ? first : FirstFieldAfter(section.Steps[^1]);

    private void Unique(string what, IEnumerable<string> ids, Func<string, YamlPlace> at)
    {
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Report(at(twice.Key), $"The {what} '{twice.Key}' appears {twice.Count()} times.");
    }

    private void Report(YamlPlace at, string message) => problems.Add(new YamlProblem(at, message));
}
