using FusionPortal.Conventions.Environments;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Remembers which organizations resources name that nobody has recorded. Memory grows with those organizations and, by a few bytes, with
/// their resources; resources of recorded organizations, and those of none, leave nothing here.
/// </summary>
internal sealed class UnrecordedOrganizations
{
    private readonly Dictionary<string, Unrecorded> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether some resource's tags are not known, so that it may name an organization nobody has heard of.</summary>
    public bool TagsPending { get; private set; }

    /// <summary>By ID, in ordinal order.</summary>
    public IReadOnlyList<SeenOrganization> All => [.. _seen.Values.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => o.Seen())];

    public void Add(in ResourceView view)
    {
        TagsPending |= !view.Resource.TagsKnown;
        // What a recorded organization has is judged by itself, whatever else is written on it.
        if (view.Organization is not null || (view.NamePattern is null && !view.Tag.HasValue)) return;
        var claims = Claims.Of(view);
        if (claims.Any(c => c.Organization is not null)) return;
        foreach (var claim in claims) Of(claim.OrgId).Add(view, claim, claims);
    }

    private Unrecorded Of(string orgId)
    {
        var key = Key(orgId);
        if (!_seen.TryGetValue(key, out var organization)) _seen[key] = organization = new(key, orgId);
        return organization;
    }

    // What only looks like the same ID is the same organization: an ID holds nothing that cannot be told apart.
    private static string Key(string orgId)
    {
        var trimmed = orgId.AsSpan().Trim();
        return (System.Text.Ascii.IsValid(trimmed) ? trimmed : Characters.Spelling.Seen(trimmed)).ToString().ToLowerInvariant();
    }

    private sealed class Unrecorded(string key, string orgId)
    {
        private readonly Sightings _all = new();
        private readonly SortedList<string, (string Name, AccountRole Role, Sightings Seen)> _accounts = new(StringComparer.Ordinal);
        private readonly SortedList<string, (bool IsName, Sightings Seen)> _told = new(StringComparer.Ordinal);
        private readonly SortedList<string, Sightings> _disputes = new(StringComparer.Ordinal);
        private readonly SortedList<EnvironmentKind, Sightings> _environments = [];
        private string _orgId = orgId;

        public string Key { get; } = key;

        public void Add(in ResourceView view, Claim claim, IReadOnlyList<Claim> claims)
        {
            var arn = view.Resource.Arn;
            if (string.CompareOrdinal(claim.OrgId, _orgId) < 0) _orgId = claim.OrgId;
            _all.Add(arn, arn);
            if (!_accounts.TryGetValue(view.Resource.AccountId, out var account))
                _accounts[view.Resource.AccountId] = account = (view.AccountName, view.Role, new());
            account.Seen.Add(arn, RedactedText.Of(arn));
            foreach (var place in claim.Places)
                Told(place, view.NamePattern is { } pattern && place == Claims.NamePlace(pattern)).Add(arn, view.ShownName);
            foreach (var other in claims)
                if (!ReferenceEquals(other, claim)) In(_disputes, other.OrgId).Add(arn, $"{view.ShownName}: {claim.Told}, {other.Told}");
            AddEnvironment(EnvironmentTags.Read(view.Resource.Tags, view.Words), arn);
        }

        public SeenOrganization Seen() => new(
            Key, _orgId, _all.Count,
            [.. _accounts.Select(a => new SeenInAccount(a.Key, a.Value.Name, a.Value.Role, a.Value.Seen.Count, a.Value.Seen.Examples))],
            [.. _told.OrderByDescending(t => t.Value.Seen.Count)
                .Select(t => new SeenBy(t.Value.IsName, Claims.What(t.Key), t.Value.Seen.Count, t.Value.Seen.Examples))],
            [.. _disputes.OrderByDescending(d => d.Value.Count).Select(d => new SeenDispute(d.Key, d.Value.Count, d.Value.Examples[0]))],
            [.. _environments.Select(e => new SeenEnvironment(e.Key, e.Value.Count))]);

        private Sightings Told(string place, bool isName)
        {
            if (!_told.TryGetValue(place, out var told)) _told[place] = told = (isName, new());
            return told.Seen;
        }

        private void AddEnvironment(in EnvironmentTags tags, string arn)
        {
            if (tags.Hosted.IsFound) In(_environments, tags.Hosted.Means).Add(arn, arn);
            if (tags.Foreign.IsFound) In(_environments, tags.Foreign.Means).Add(arn, arn);
        }

        private static Sightings In<TKey>(SortedList<TKey, Sightings> list, TKey at)
            where TKey : notnull
        {
            if (!list.TryGetValue(at, out var seen)) list[at] = seen = new();
            return seen;
        }
    }
}
