using System.Globalization;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Values;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Checklists.Checks;

/// <summary>
/// Holds names against what scans observed and what other runs record. Nothing here is certain, since a resource may have been made before
/// its checklist and a tag may be wrong: it is asked back. A name that the register holds already is refused elsewhere.
/// </summary>
public static class NameChecks
{
    /// <summary>The kind of resource that a new name is recorded for here; null where the field holds none.</summary>
    public static string? NewNameOf(Template template, FieldDefinition field)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(field);
        if (template.SharedKind is { } kind && !ResourceKinds.Of(kind).NamesMayRepeat
            && template.Publishes.Any(p => p.Id == LinkedResource.NameOutput && p.Field == field.Id)) return kind;
        return ChecksInForce.Of(template, field) == FieldCheck.Own ? S3Bucket.Kind : null;
    }

    /// <summary>The kind of shared resource whose existing one is named here; null where none is.</summary>
    public static string? ExistingNameOf(Template template, FieldDefinition field)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(field);
        return template.Links.FirstOrDefault(
            l => l.Fills.Any(f => f.Output == LinkedResource.NameOutput && f.Field == field.Id))?.SharedKind;
    }

    /// <summary>The client whose name this is by the patterns that names are computed with, and what it is called; null when it is
    /// nobody's.</summary>
    internal static (string OrgId, string Label)? OwnerByConvention(RunSnapshot run, string value, IReadOnlyCollection<string> clients)
    {
        var index = TemplateIndex.Of(run.Template);
        foreach (var field in index.Fields.Select(place => place.Field).Where(f => f.Compute is not null))
        {
            // The bare ID says nothing about what it names.
            var pattern = field.Compute!.Name is { } name ? Names.In(run.Book, name)?.Pattern : index.Pattern(field);
            if (pattern is null || pattern.GenerateFor("a") is null or "a") continue;
            if (clients.FirstOrDefault(c => pattern.GenerateFor(c) is { } name && Same(name, value)) is { } owner)
                return (owner, field.Label);
        }

        return null;
    }

    internal static string? Doubt(FieldDefinition field, string value, RunSnapshot run) =>
        NewNameOf(run.Template, field) is { } made ? NewName(made, value, run)
        : ExistingNameOf(run.Template, field) is { } existing ? ExistingName(existing, value, run.Organization, run.Known)
        : null;

    /// <summary>What speaks against a client's using the resource of this name; null when nothing does.</summary>
    public static string? ExistingName(string kind, string name, OrganizationFacts? client, KnownFacts known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var seen = Seen(kind, name, known).ToList();
        var there = seen.Where(s => s.Gone is null).ToList();
        if (there.Count == 0) return seen.MaxBy(s => s.Gone) is { } gone ? $"{Describe(gone)}. It is gone." : null;
        if (there.All(s => OfAnother(s, client))) return $"{Describe(there[0])}, with {there[0].OrgId}'s organization tag.";
        if (client is null || there.Any(s => !WrongRole(s.Role, client))) return null;
        return $"{Describe(there[0])}. That account is declared {there[0].Role}, and {client.OrgId} is {client.Environment}.";
    }

    private static string? NewName(string kind, string name, RunSnapshot run)
    {
        foreach (var seen in Seen(kind, name, run.Known).OrderBy(s => s.Gone is not null).ThenBy(s => s.Since))
        {
            if (seen.Gone is not null) return $"{Describe(seen)}. It is gone, and names are not used twice.";
            if (OfAnother(seen, run.Organization)) return $"{Describe(seen)}, with {seen.OrgId}'s organization tag.";
            // What came after the run was begun, where nothing had been before, is what the run is about; so is what carries the client's
            // own tag.
            if ((seen.Appeared && seen.Since >= run.Known.RunStartedAt) || (seen.OrgId is not null && run.Organization is not null))
                continue;
            return $"{Describe(seen)}. This name is to be a new one.";
        }

        return run.Known.Elsewhere.FirstOrDefault(e => e.SharedKind == kind && Same(e.Name, name)) is { } other
            ? $"{other.What}, by {other.By} on {Day(other.At)}, as one that exists. This name is to be a new one."
            : null;
    }

    private static IEnumerable<Sighting> Seen(string kind, string name, KnownFacts known) =>
        known.Sightings.Where(s => s.Kind == kind && Same(s.Name, name));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool OfAnother(Sighting seen, OrganizationFacts? client) =>
        seen.OrgId is not null && !Same(seen.OrgId, client?.OrgId ?? "");

    private static bool WrongRole(AccountRole role, OrganizationFacts client) =>
        role == (
            client.Environment is EnvironmentKind.Production or EnvironmentKind.Staging ? AccountRole.NonProduction
            : AccountRole.Production);

    private static string Describe(Sighting seen)
    {
        var place = seen.Region.Length == 0 ? seen.Account : $"{seen.Account}, {seen.Region}";
        var since = seen.Gone is { } gone ? $"from {Day(seen.Since)} to {Day(gone)}" : $"since {Day(seen.Since)}";
        return $"Scans saw the {ResourceKinds.Label(seen.Kind)} {seen.Name} in {place}, {since}";
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
