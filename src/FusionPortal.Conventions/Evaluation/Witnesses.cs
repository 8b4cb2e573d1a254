using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Everyone who could say which environment a resource belongs to, the silent and the blind included. One organization is one witness in
/// however many places it stands. The size of an instance is never a witness, and a name that merely hints never decides.
/// </summary>
internal static class Witnesses
{
    private const int Listed = 8;

    private static readonly Witness NotRecorded =
        new("Recorded bucket name", "recorded for no client", "Portal", WitnessVote.Abstains, null, WitnessWeight.None);
    private static readonly Witness NoTag = new("Organization tag", "absent", "AWS", WitnessVote.Abstains, null, WitnessWeight.None);
    private static readonly Witness Policy = Unread("Bucket policy", "S3");
    private static readonly Witness UnreadCreator = Unread("Who created it", "CloudTrail");

    public static IReadOnlyList<Witness> Of(in ResourceView view)
    {
        var claims = Claims.Of(view);
        var all = new List<Witness>(8);
        all.AddRange(claims.Select(c => OfClaim(c, claims.Count > 1)));
        if (view.Resource.Kind == S3Bucket.Kind && view.ByRecord is null) all.Add(NotRecorded);
        if (!view.Tag.IsPresent) all.Add(NoTag);
        else if (!view.Tag.HasValue) all.Add(Silent($"{RedactedText.Of(view.Tag.Key)} tag", "empty"));
        AddName(view, all);
        AddEnvironmentTags(view, all);
        AddTenants(view, all);
        if (view.Networks.Of(view.Resource) is { } network) all.Add(OfNetwork(network));
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

    // Where two organizations are claimed neither can be sure, and a name's first word alone is a habit, not a convention.
    private static Witness OfClaim(Claim claim, bool disputed)
    {
        var told = claim.ByHabitOnly ? "told by the first word of the name alone, no tag says so"
            : $"named by {Phrases.List(claim.Places)}";
        return claim.Organization is { } known
            ? OfRecord(known) with
            {
                Says = $"{known.OrgId} is recorded as {Phrases.Word(known.Environment)}; {told}",
                Weight = disputed || claim.ByHabitOnly ? WitnessWeight.Medium : WitnessWeight.Strong,
            }
            : new("Organization record", $"the portal knows no {claim.OrgId}; {told}", "Portal", WitnessVote.Abstains, null,
                WitnessWeight.None);
    }

    private static void AddName(in ResourceView view, List<Witness> all)
    {
        var name = view.ShownName;
        if (view.ByRecord is not null)
        {
            if (view.NamePattern is { } pattern && !ReferenceEquals(view.ByRecord, view.ByName))
                all.Add(Silent($"{pattern.Label} name", $"{name} is recorded, so the pattern says nothing") with { From = "Pattern" });
            return;
        }

        if (view.NamePattern is not null) return;
        var word = view.IsToldByMoreThanHabit ? default : view.Words.InName(view.Resource.Name).Foreign;
        if (word.IsFound)
            all.Add(new(
                "Name", $"{name} holds the word {word.In(view.Resource.Name)}", "AWS", WitnessVote.Votes, word.Means, WitnessWeight.Weak));
        else if (view.ByHabit is null)
            all.Add(Silent("Name", $"{name} names no organization"));
    }

    private static void AddEnvironmentTags(in ResourceView view, List<Witness> all)
    {
        foreach (var (key, value) in view.Resource.Tags.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (!view.Words.IsKey(key)) continue;
            var said = view.Words.InTag(value);
            var shown = RedactedText.OfTag(key, value);
            var name = $"{RedactedText.Of(key)} tag";
            all.Add(said switch
            {
                { Hosted.IsFound: true, Foreign.IsFound: true } => Silent(name, $"{shown}, which says two things"),
                { IsFound: false } =>
                    Silent(name, $"{(string.IsNullOrWhiteSpace(value) ? "empty" : shown)}, no environment the book knows"),
                _ => new(
                    name, shown, "AWS", WitnessVote.Votes, said.Hosted.IsFound ? said.Hosted.Means
                    : said.Foreign.Means, WitnessWeight.Medium),
            });
        }
    }

    public static Witness OfNetwork(NetworkVoice network) => network.Says is { } environment
        ? new($"{network.Label} it lies in", network.Told, "AWS", WitnessVote.Votes, environment, network.Weight)
        : Silent($"{network.Label} it lies in", network.Told);

    // Together they are one witness: a host serves all of them or is in the wrong place for some.
    private static void AddTenants(in ResourceView view, List<Witness> all)
    {
        var tenants = Tenants.Of(view);
        // Only what several may share has tenants; what is one client's own is that client's by its name.
        if (tenants.Count > 0 && view.Organization is null) all.Add(OfTenants(tenants));
    }

    public static Witness OfTenants(IReadOnlyList<OrganizationRecord> tenants)
    {
        var says = string.Join(", ", tenants.Take(Listed).Select(t => $"{t.OrgId} ({Phrases.Word(t.Environment)})"))
            + (tenants.Count > Listed ? $" and {tenants.Count - Listed} more" : "");
        var agree = tenants.Select(t => t.Environment).Distinct().Count() == 1;
        return new(
            "Tenants recorded", says, "Portal", agree ? WitnessVote.Votes : WitnessVote.Abstains, agree ? tenants[0].Environment : null,
            agree ? WitnessWeight.Strong : WitnessWeight.None);
    }

    /// <summary>Adds those that no source of the scan has read for this resource.</summary>
    public static void AddBlind(in ResourceView view, List<Witness> witnesses)
    {
        if (view.Resource.Kind == S3Bucket.Kind) witnesses.Add(PolicyWitness.Of(view) ?? Policy);
        var creator = Creator.Of(view);
        witnesses.Add(!creator.LookedUp ? UnreadCreator
            : creator.Name is null ? UnreadCreator with { Says = "CloudTrail does not know", Vote = WitnessVote.Abstains }
            : UnreadCreator with { Says = $"{RedactedText.Of(creator.Name)}, {creator.Event}", Vote = WitnessVote.Abstains });
    }

    private static Witness Silent(string name, string says) => new(name, says, "AWS", WitnessVote.Abstains, null, WitnessWeight.None);

    private static Witness Unread(string name, string from) =>
        new(name, "No source of the scan reads it", from, WitnessVote.CannotSee, null, WitnessWeight.None);
}
