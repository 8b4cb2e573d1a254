using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>The organization tag is spelled as expected on this kind.</summary>
internal sealed class TagSpellingRule(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    public override Outcome Judge(in ResourceView view) =>
        !view.Tag.IsPresent ? Outcome.DoesNotApply : view.Tag.HasExpected ? Outcome.Pass : Outcome.Violation;

    public override Violation Describe(in ResourceView view)
    {
        var expected = Convention.Parameters.TagKey!;
        return MisspelledKey.Violation(view, Violated, view.Tag.Key!, expected);
    }
}

/// <summary>A client's resource carries the organization tag, in whatever spelling.</summary>
internal sealed class TagPresentRule(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    // Without a tag only the name can tell that the resource is a client's; others are not asked to carry one.
    public override Outcome Judge(in ResourceView view) =>
        view.Tag.IsPresent ? Outcome.Pass
        : view.ByRecord is not null || view.NamePattern is not null ? Outcome.Violation
        : Outcome.DoesNotApply;

    public override Violation Describe(in ResourceView view)
    {
        var key = Convention.Parameters.TagKey!;
        var orgId = view.OrgId;
        return Violated(
            view, $"{Phrases.Subject(view)} has no {key} tag", $"{key}={orgId}", "absent",
            Evidence.Of(
                new EvidenceFact(
                    "Tags", view.Resource.Tags.Count == 0 ? "none"
                    : string.Join(", ", view.Resource.Tags.Keys.Order(StringComparer.Ordinal).Select(SafeText.Of)))),
            $"{key}={orgId}");
    }
}

/// <summary>No spelling of the organization tag is empty.</summary>
internal sealed class TagNotEmptyRule(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    public override Outcome Judge(in ResourceView view) =>
        !view.Tag.IsPresent ? Outcome.DoesNotApply : view.Tag.HasEmpty ? Outcome.Violation : Outcome.Pass;

    public override Violation Describe(in ResourceView view)
    {
        var spellings = Spellings.Of(view);
        var empty = Spellings.Shown(spellings.First(s => Spelling.IsBlank(s.Value)).Key);
        var orgId = view.Organization?.OrgId;
        return Violated(
            view, $"{Phrases.Subject(view)} has an empty {empty} tag", orgId ?? "an organization ID", "empty",
            Evidence.Of(
                [.. spellings.Select(
                s => new EvidenceFact(
                $"Tag {Spellings.Shown(s.Key)}", Spelling.IsBlank(s.Value) ? "empty" : SafeText.OfTag(s.Key, s.Value)))]),
            orgId);
    }
}

/// <summary>Organization tags in several spellings say the same.</summary>
internal sealed class TagVariantsRule(Convention convention, ConventionBook book) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    public override Outcome Judge(in ResourceView view) =>
        view.Tag.Spellings < 2 ? Outcome.DoesNotApply : view.Tag.Differ ? Outcome.Violation : Outcome.Pass;

    public override Violation Describe(in ResourceView view)
    {
        var spellings = Spellings.Of(view);
        var records = view.Records;
        var told = Phrases.List([.. spellings.Select(s => $"{Spellings.Shown(s.Key)}={Spellings.ShownValue(records, s.Key, s.Value)}")]);
        return Violated(
            view, $"{Phrases.Subject(view)} names two organizations: {told}",
            $"one organization, in {(view.Tag.Misspelled ? book.Settings.OrganizationTagKeys[0] : view.Tag.Key)}", told,
            Undecided.With(
                Evidence.Of(
                [.. spellings.Select(
                s => new EvidenceFact($"Tag {Spellings.Shown(s.Key)}", Spellings.ShownValue(records, s.Key, s.Value)))]), view),
            (view.ByRecord ?? view.ByName)?.OrgId);
    }
}

/// <summary>The organization tag's value is a known organization ID, spelled as recorded.</summary>
/// <param name="unrecordedOnce">Whether a resource of an organization nobody has recorded is that organization's matter, told once.</param>
internal sealed class TagKnownRule(Convention convention, PortalRecords records, bool unrecordedOnce) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    private readonly NearestOrganization _nearest = new(records);

    public override Outcome Judge(in ResourceView view) =>
        !view.Tag.HasValue ? Outcome.DoesNotApply
        : view.ByTag is { } known ? known.OrgId == view.Tag.Value ? Outcome.Pass : Outcome.Violation
        : unrecordedOnce && IsOfUnrecorded(view) ? Outcome.DoesNotApply
        : Outcome.Violation;

    public override Violation Describe(in ResourceView view)
    {
        var key = Spellings.Shown(view.Tag.Key!);
        var value = view.ShownTag;
        if (view.ByTag is { } known)
        {
            if (!System.Text.Ascii.IsValid(view.Tag.Value))
            {
                var visible = CharacterNames.Visible(view.Tag.Value!);
                var faults = Phrases.List(Spelling.Faults(view.Tag.Value!, known.OrgId));
                return Violated(
                    view, $"{Phrases.Subject(view)} has {key}={visible}, which only looks like {known.OrgId}", known.OrgId, visible,
                    Evidence.Of(
                        new EvidenceFact($"Tag {key}", visible), new EvidenceFact("Characters", faults),
                        new EvidenceFact("Organization record", known.OrgId)), known.OrgId);
            }

            return Violated(
                view, $"{Phrases.Subject(view)} has {key}={value}, which differs from {known.OrgId} in letter case or spaces", known.OrgId,
                    value,
                Evidence.Of(new EvidenceFact($"Tag {key}", value), new EvidenceFact("Organization record", known.OrgId)), known.OrgId);
        }

        var suggestion = (view.ByRecord ?? view.ByName)?.OrgId ?? _nearest.To(view.Tag.Value!.Trim());
        return Violated(
            view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {view.ShownName} is tagged {key}={value}, an organization the portal does not know",
            suggestion ?? "a known organization ID", value,
            Evidence.Of(new EvidenceFact($"Tag {key}", value), new EvidenceFact("Organization record", "none with this ID")), suggestion);
    }

    // Where name, record or another spelling of the tag names a recorded one, this tag is what is wrong.
    private static bool IsOfUnrecorded(in ResourceView view) =>
        view.Organization is null && (!view.Tag.Differ || Claims.Of(view).All(c => c.Organization is null));
}

/// <summary>The organization tag says the same as the resource's name, or as the record of its name.</summary>
internal sealed class TagAgreesRule(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    public override Outcome Judge(in ResourceView view)
    {
        if (!view.Tag.HasValue || (view.ByRecord is null && view.NamePattern is null)) return Outcome.DoesNotApply;
        var byName = view.ByRecord is { } recorded ? recorded.OrgId : view.NameOrgId;
        var byTag = view.ByTag is { } known ? known.OrgId : view.Tag.Value.AsSpan().Trim();
        return byTag.Equals(byName, StringComparison.OrdinalIgnoreCase) ? Outcome.Pass : Outcome.Violation;
    }

    public override Violation Describe(in ResourceView view)
    {
        var key = Spellings.Shown(view.Tag.Key!);
        var value = view.ShownTag;
        var byName = view.ByRecord?.OrgId ?? view.NameOrgId.ToString();
        var name = view.ShownName;
        var from = view.ByRecord is null ? $"{name} by the pattern {view.NamePattern!.Pattern.Display}"
            : $"{name} is recorded as the bucket of {byName}";
        return Violated(
            view, $"{Phrases.Capital(Phrases.Short(view.Resource.Kind))} {name} is tagged {key}={value} but named for {byName}", byName,
                value,
            Undecided.With(Evidence.Of(new EvidenceFact($"Tag {key}", value), new EvidenceFact("Name", from)), view),
            // When the tag is the known one, it may be the name that is wrong.
            view.ByTag is not null && (view.ByRecord ?? view.ByName) is null ? null : byName);
    }
}

/// <summary>A shared resource carries no organization tag.</summary>
internal sealed class TagNotOnSharedRule(Convention convention) : CompiledRule(convention)
{
    public override bool NeedsTags(in ResourceView view) => true;

    public override Outcome Judge(in ResourceView view) => view.Tag.HasValue ? Outcome.Violation : Outcome.Pass;

    public override Violation Describe(in ResourceView view)
    {
        var key = Spellings.Shown(view.Tag.Key!);
        var value = view.ShownTag;
        return Violated(
            view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {view.ShownName} carries the organization tag {key}={value}",
            "no organization tag, unless dedicated", value, Evidence.Of(new EvidenceFact($"Tag {key}", value)));
    }
}

/// <summary>All spellings of the organization tag on a resource, in the order of their keys.</summary>
internal static class Spellings
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(in ResourceView view)
    {
        var normalized = view.TagKey;
        var typo = view.Tag.Spellings == 1 ? view.Tag.Key : null;
        return [.. view.Resource.Tags.Where(t => t.Key == typo || OrganizationTag.IsSpelling(t.Key, normalized))
            .OrderBy(t => t.Key, StringComparer.Ordinal)];
    }

    /// <summary>A spelling as it can be shown: what cannot be seen or told apart stands as its code point. It reads as the tag, so it holds
    /// no secret.</summary>
    public static string Shown(string key) => CharacterNames.Visible(key);

    /// <summary>A value fit for showing, with its code points where it only looks like an organization that is known.</summary>
    public static string ShownValue(PortalRecords records, string key, string value) =>
        !System.Text.Ascii.IsValid(value) && records.Claimed(value) is not null ? CharacterNames.Visible(value)
            : SafeText.OfTag(key, value);
}
