using System.Text.Json;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Everyone who could say which environment a resource belongs to, the silent and the blind included. The size of an instance is never a
/// witness, and a name that merely hints never decides.
/// </summary>
internal static class Witnesses
{
    private static readonly Witness NotRecorded = new("Recorded bucket name", "recorded for no client", "Portal", WitnessVote.Abstains, null, WitnessWeight.None);
    private static readonly Witness NoTag = new("Organization tag", "absent", "AWS", WitnessVote.Abstains, null, WitnessWeight.None);
    private static readonly Witness Policy = Unread("Bucket policy", "S3");
    private static readonly Witness Creator = Unread("Who created it", "CloudTrail");

    public static IReadOnlyList<Witness> Of(in ResourceView view)
    {
        var all = new List<Witness>(6);
        if (view.Organization is { } organization) all.Add(OfRecord(organization));
        else all.Add(new("Organization record", $"the portal knows no {view.OrgId}", "Portal", WitnessVote.Abstains, null, WitnessWeight.None));

        if (view.Resource.Kind == ResourceKinds.S3Bucket) all.Add(Recorded(view));
        all.Add(Tag(view));
        all.Add(Name(view));
        AddBlind(view, all);
        return all;
    }

    public static Witness OfRecord(OrganizationRecord organization) => new(
        "Organization record", $"{organization.OrgId} is recorded as {Phrases.Word(organization.Environment)}", "Portal",
        WitnessVote.Votes, organization.Environment, WitnessWeight.Strong);

    public static EvidenceFact Account(in ResourceView view) => new("Account", view.Role switch
    {
        AccountRole.Production => $"{view.AccountName} ({view.Resource.AccountId}) is declared a production account",
        AccountRole.NonProduction => $"{view.AccountName} ({view.Resource.AccountId}) is declared a non-production account",
        _ => $"{view.Resource.AccountId} is not declared",
    });

    /// <summary>Adds those that no source of the scan has read for this resource.</summary>
    public static void AddBlind(in ResourceView view, List<Witness> witnesses)
    {
        if (view.Resource.Kind == ResourceKinds.S3Bucket && !HasFact(view, "policy")) witnesses.Add(Policy);
        var maker = Maker.Of(view);
        witnesses.Add(!maker.LookedUp ? Creator
            : maker.Name is null ? Creator with { Says = "CloudTrail does not know", Vote = WitnessVote.Abstains }
            : Creator with { Says = $"{SafeText.Of(maker.Name)}, {maker.Event}", Vote = WitnessVote.Abstains });
    }

    private static Witness Recorded(in ResourceView view) => view.ByRecord is { } owner
        ? new("Recorded bucket name", $"{view.Resource.Name} is recorded for {owner.OrgId}", "Portal", WitnessVote.Votes, owner.Environment, WitnessWeight.Strong)
        : NotRecorded;

    private static Witness Tag(in ResourceView view)
    {
        if (view.Tag.Key is not { } key) return NoTag;
        var value = view.Tag.HasValue ? view.ShownTag : "empty";
        return view.ByTag is { } organization
            ? new($"{key} tag", value, "AWS", WitnessVote.Votes, organization.Environment, WitnessWeight.Medium)
            : new($"{key} tag", view.Tag.HasValue ? $"{value}, no known organization" : value, "AWS", WitnessVote.Abstains, null, WitnessWeight.None);
    }

    private static Witness Name(in ResourceView view)
    {
        var name = view.ShownName;
        if (view.NamePattern is not { } pattern)
            return new("Name", $"{name} names no organization", "AWS", WitnessVote.Abstains, null, WitnessWeight.None);
        var label = $"{pattern.Label} name";
        // A recorded name may happen to follow the pattern for another organization; the record outranks it.
        if (view.ByRecord is not null && !ReferenceEquals(view.ByRecord, view.ByName))
            return new(label, $"{name} is recorded, so the pattern says nothing", "Pattern", WitnessVote.Abstains, null, WitnessWeight.None);
        return view.ByName is { } organization
            ? new(label, $"{name} names {organization.OrgId}", "Pattern", WitnessVote.Votes, organization.Environment, WitnessWeight.Medium)
            : new(label, $"{name} names {view.NameOrgId}, no known organization", "Pattern", WitnessVote.Abstains, null, WitnessWeight.None);
    }

    private static Witness Unread(string name, string from) =>
        new(name, "No source of the scan reads it", from, WitnessVote.CannotSee, null, WitnessWeight.None);

    private static bool HasFact(in ResourceView view, string property) =>
        view.Resource.Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(property, out _);
}
