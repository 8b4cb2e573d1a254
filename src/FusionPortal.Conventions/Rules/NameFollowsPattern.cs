using System.Collections.ObjectModel;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Characters;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Naming;
using FusionPortal.Conventions.Resources;

namespace FusionPortal.Conventions.Rules;

/// <summary>
/// The resource’s name follows a pattern of the book.
/// </summary>
public sealed class NameFollowsPattern : ResourceRule
{
    private static readonly ReadOnlyDictionary<string, NameScope> Scopes = BookWords.Of(
        ("always", NameScope.Always), ("claimed", NameScope.Claimed), ("production-or-claimed", NameScope.ProductionOrClaimed));

    public override string Word => "name-follows-pattern";

    public override string Label => "Name follows its pattern";

    public override RuleCategory Category => RuleCategory.Name;

    public override string ExampleKind => S3Bucket.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("name", "one of the book’s names, of the same kind of resource", "s3-bucket", "no-such-name"),
        new("applies", $"which resources are judged: {string.Join(", ", Scopes.Keys)}", "claimed", "sometimes"),
        new("default-names",
            "names that AWS’s console proposes, with {n} for a number: nobody chose them, so they are judged in production accounts",
            null, "launch-wizard-{colour}"),
        new("accept-recorded-name", "yes where the name recorded for a client is as good; no if it is left out", "\"yes\"", "perhaps"),
    ];

    public override RuleExample Passes { get; } = new(
        "The bucket is named for its client, as the pattern asks.", ExampleEstate.Bucket("fusion-rms-acme"));

    public override RuleExample Breaks { get; } = new(
        "It is tagged with the client and named otherwise, and no such name is recorded.",
        ExampleEstate.Bucket("acme-files", ("OrgId", "acme")));

    internal override RuleParameters Read(RuleReading reading) => new Parameters(
        Name(reading), reading.With.Word("applies", Scopes), reading.With.Word("accept-recorded-name", BookWords.YesNo, false))
    {
        DefaultNames = DefaultNames(reading),
    };

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context.Convention);

    private static List<NamePattern> DefaultNames(RuleReading reading)
    {
        var patterns = new List<NamePattern>();
        foreach (var text in reading.With.OptionalTexts("default-names") ?? [])
        {
            if (NamePattern.TryParse(text, reading.Parts, ignoreCase: true, out var pattern, out var error)) patterns.Add(pattern);
            else reading.With.Report(reading.With.PlaceOf("default-names"), $"\"{text}\" is no pattern. {error}");
        }

        return patterns;
    }

    private static BookName? Name(RuleReading reading)
    {
        var (with, kinds) = (reading.With, reading.Kinds);
        var id = with.Text("name");
        if (id.Length == 0) return null;
        if (!reading.Names.TryGetValue(id, out var name))
            with.Report(with.PlaceOf("name"), $"\"{id}\" is not a name of this book. Names are: {string.Join(", ", reading.Names.Keys)}.");
        else if (name.Kind is null || kinds.Any(k => k != name.Kind))
            with.Report(
                with.PlaceOf("name"),
                $"\"{id}\" names {name.Kind ?? "nothing AWS shows"}, which is not what the convention applies "
                    + $"to ({string.Join(", ", kinds)}).");
        return name;
    }

    /// <param name="Name">The naming pattern judged against; null only while a faulty book is read.</param>
    /// <param name="AcceptRecordedName">Whether the bucket name recorded for an organization is as good as the pattern's.</param>
    public sealed record Parameters(BookName? Name, NameScope Applies, bool AcceptRecordedName) : RuleParameters
    {
        public override BookName? Pattern => Name;

        /// <summary>Names that nobody chose.</summary>
        public IReadOnlyList<NamePattern> DefaultNames { get; init; } = [];
    }

    private sealed class Judgement(Convention convention) : CompiledRule(convention)
    {
        private readonly BookName _name = ((Parameters)convention.Parameters).Name!;
        private readonly NameScope _scope = ((Parameters)convention.Parameters).Applies;
        private readonly NamePattern[] _defaults = [.. ((Parameters)convention.Parameters).DefaultNames];
        private readonly bool _acceptRecorded = ((Parameters)convention.Parameters).AcceptRecordedName;

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
                NameScope.Claimed => IsClaimed(in view) || IsProposed(in view),
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
                    facts.Add(new($"Tag {shown}", RedactedText.OfTag(nearly, view.Resource.Tags[nearly])));
                    facts.Add(new("Difference", MisspelledKey.Difference(nearly, "Name")));
                    return Violated(
                        view, $"{Phrases.Named(view)} has a misspelled Name tag: {shown}", "Name", shown, new([], facts), "Name");
                }

                facts.Add(new("Name tag", "absent"));
                return Violated(
                    view, $"{Phrases.Named(view)} has no name", _name.Pattern.Display, "no Name tag", new([], facts), suggestion);
            }

            if (!System.Text.Ascii.IsValid(name) && Spelling.Seen(name).ToString() is var seen && _name.Pattern.IsMatch(seen))
            {
                var visible = CharacterNames.Visible(name);
                facts.Add(new("Difference", Phrases.List(Spelling.Faults(name, seen))));
                return Violated(
                    view, $"{Phrases.Capital(ResourceKinds.Label(view.Resource.Kind))} {visible} only looks as if it were named {seen}",
                    seen, visible, new([], facts), seen);
            }

            if (isShown && NameDiagnosis.Of(_name.Pattern, name) is { } why) facts.Add(new("Why", why));
            if (_acceptRecorded && view.Organization is { } owner)
                facts.Add(
                    new("Recorded name", owner.RecordedBucketName is { Length: > 0 } recorded ? recorded
                        : $"none recorded for {owner.OrgId}"));

            var expected = _acceptRecorded && view.Organization?.RecordedBucketName is { Length: > 0 } alternative
                ? $"{suggestion ?? _name.Pattern.Display} or {alternative}"
                : suggestion ?? _name.Pattern.Display;
            var title = view.Organization is { } organization
                ? $"{Phrases.Possessive(Phrases.Client(organization))} {kind} is named {name}"
                : $"{Phrases.Named(view)} is not named {_name.Pattern.Display}";
            return Violated(view, title, expected, name, new([], facts), suggestion);
        }

        // In a production account everything is ours; what is named on purpose may be left alone, what nobody named may not.
        private bool IsProposed(in ResourceView view)
        {
            if (view.Role != AccountRole.Production) return false;
            foreach (var pattern in _defaults)
                if (pattern.IsMatch(view.Resource.Name)) return true;
            return false;
        }

        private bool IsClaimed(in ResourceView view) => view.Tag.IsPresent || NearestName.Resembles(_name.Pattern, view.Resource.Name);
    }
}

/// <summary>Which resources of its kinds a naming convention judges.</summary>
public enum NameScope
{
    /// <summary>Every resource of the kind.</summary>
    Always,

    /// <summary>Those that claim to be ours: they carry an organization tag, or their name resembles the pattern.</summary>
    Claimed,

    /// <summary>Every one in a production account, which must host nothing else; elsewhere those that claim to be ours.</summary>
    ProductionOrClaimed,
}
