using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>The resource's name follows a pattern.</summary>
internal sealed class NameRule(Convention convention) : CompiledRule(convention)
{
    private readonly BookName _name = convention.Parameters.Name
        ?? throw new ArgumentException($"{convention.Id} has no naming pattern.", nameof(convention));

    private readonly NameScope _scope = convention.Parameters.Applies;
    private readonly bool _acceptRecorded = convention.Parameters.AcceptRecordedName;

    public override bool NeedsTags(in ResourceView view) => AwsMade.Of(view.Resource) is null && Judge(in view) switch
    {
        Outcome.DoesNotApply => true,
        Outcome.Violation => AwsMade.TagsCanTell(view.Resource.Kind),
        _ => false,
    };

    public override Outcome Judge(in ResourceView view)
    {
        var name = view.Resource.Name;
        if (_name.Pattern.IsMatch(name) || (_acceptRecorded && view.ByRecord is not null)) return Outcome.Pass;
        var applies = _scope switch
        {
            NameScope.Always => true,
            NameScope.ProductionOrClaimed => view.Role == AccountRole.Production || IsClaimed(in view),
            NameScope.Claimed => IsClaimed(in view),
            _ => false,
        };
        // What AWS or a service of it made and named breaks no naming convention: nobody was asked.
        return applies && AwsMade.Of(view.Resource) is null ? Outcome.Violation : Outcome.DoesNotApply;
    }

    public override Violation Describe(in ResourceView view)
    {
        var name = view.ShownName;
        var kind = Phrases.Short(view.Resource.Kind);
        // Where the name had to be changed to be shown, nothing further may be made of it.
        var isShown = name == view.Resource.Name;
        var suggestion = (view.Organization is { } named ? _name.Pattern.GenerateFor(named.OrgId) : null)
            ?? (isShown ? NearestName.To(_name.Pattern, name) : null);
        var facts = new List<EvidenceFact> { new("Pattern", _name.Pattern.Display) };
        if (Observations.IsUnnamed(view.Resource))
        {
            // A tag that only looks like Name gives no name, and is what has to be mended.
            if (view.Resource.Tags.Keys.Where(k => Spelling.Of(k, "name") != Likeness.Other).Order(StringComparer.Ordinal)
                .FirstOrDefault() is { } nearly)
            {
                var shown = CharacterNames.Visible(nearly);
                facts.Add(new($"Tag {shown}", SafeText.OfTag(nearly, view.Resource.Tags[nearly])));
                facts.Add(new("Difference", MisspelledKey.Difference(nearly, "Name")));
                return Violated(
                    view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {name} has a misspelled Name tag: {shown}", "Name",
                        shown, new([], facts), "Name");
            }

            facts.Add(new("Name tag", "absent"));
            return Violated(
                view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {name} has no name", _name.Pattern.Display,
                "no Name tag", new([], facts), suggestion);
        }

        if (!System.Text.Ascii.IsValid(name) && Spelling.Seen(name).ToString() is var seen && _name.Pattern.IsMatch(seen))
        {
            var visible = CharacterNames.Visible(name);
            facts.Add(new("Difference", Phrases.List(Spelling.Faults(name, seen))));
            return Violated(
                view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {visible} only looks as if it were named {seen}", seen,
                    visible, new([], facts), seen);
        }

        if (isShown && NameDiagnosis.Of(_name.Pattern, name) is { } why) facts.Add(new("Why", why));
        if (_acceptRecorded && view.Organization is { } owner)
            facts.Add(
                new("Recorded name", owner.RecordedBucketName is { Length: > 0 } recorded ? recorded : $"none recorded for {owner.OrgId}"));

        var expected = _acceptRecorded && view.Organization?.RecordedBucketName is { Length: > 0 } alternative
            ? $"{suggestion ?? _name.Pattern.Display} or {alternative}"
            : suggestion ?? _name.Pattern.Display;
        var title = view.Organization is { } organization
            ? $"{Phrases.Possessive(Phrases.Client(organization))} {kind} is named {name}"
            : $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {name} is not named {_name.Pattern.Display}";
        return Violated(view, title, expected, name, new([], facts), suggestion);
    }

    private bool IsClaimed(in ResourceView view) => view.Tag.IsPresent || NearestName.Resembles(_name.Pattern, view.Resource.Name);
}
