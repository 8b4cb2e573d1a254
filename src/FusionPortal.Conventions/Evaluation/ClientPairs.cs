using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Buckets and IAM users of recorded clients. Grows with them, not with the estate.</summary>
internal sealed class ClientPairs : ResourceCollector
{
    private readonly SortedList<string, SeenResource> _buckets = new(StringComparer.Ordinal);
    private readonly SortedList<string, SeenResource> _users = new(StringComparer.Ordinal);
    private readonly HashSet<string> _clientsWithBucket = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _clientsWithUser = new(StringComparer.OrdinalIgnoreCase);

    internal override IReadOnlyList<string> Kinds { get; } = [S3Bucket.Kind, IamUser.Kind];

    /// <summary>Kinds of which some resource may be a client's, while nobody has told its tags.</summary>
    public HashSet<string> Pending { get; } = new(StringComparer.Ordinal);

    /// <summary>Of recorded clients, in the order of ARNs.</summary>
    public IEnumerable<SeenResource> Of(string kind) => (kind == IamUser.Kind ? _users : _buckets).Values;

    /// <summary>Whether any resource of the kind is the client's, in whatever account.</summary>
    public bool Has(string kind, string orgId) => (kind == IamUser.Kind ? _clientsWithUser : _clientsWithBucket).Contains(orgId);

    internal override bool Add(in ResourceView view)
    {
        var isUser = view.Resource.Kind == IamUser.Kind;
        if (!view.IsToldByMoreThanHabit || view.Organization is not { } client)
        {
            if (!view.Resource.TagsKnown) Pending.Add(view.Resource.Kind);
            return false;
        }

        (isUser ? _clientsWithUser : _clientsWithBucket).Add(client.OrgId);
        var all = isUser ? _users : _buckets;
        // Two targets may show one resource, in any order.
        if (!all.TryGetValue(view.Resource.Arn, out var known) || !known.GoesBefore(in view))
            all[view.Resource.Arn] = SeenResource.Of(in view);
        return true;
    }
}
