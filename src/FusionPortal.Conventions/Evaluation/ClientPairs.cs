using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>Buckets and IAM users of recorded clients. Grows with them, not with the estate.</summary>
internal sealed class ClientPairs : ResourceCollector
{
    private readonly SortedList<string, SeenResource> _buckets = new(StringComparer.Ordinal);
    private readonly SortedList<string, SeenResource> _users = new(StringComparer.Ordinal);
    private readonly HashSet<string> _clientsWithBucket = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _clientsWithUser = new(StringComparer.OrdinalIgnoreCase);
    // By kind and client, the first by its ARN of those that a tag alone says to be the client's.
    private readonly Dictionary<(string Kind, string OrgId), string> _tagged = [];

    internal override IReadOnlyList<string> Kinds { get; } = [S3Bucket.Kind, IamUser.Kind];

    /// <summary>Kinds of which some resource may be a client's, while nobody has told its tags.</summary>
    public HashSet<string> Pending { get; } = new(StringComparer.Ordinal);

    /// <summary>Of recorded clients, in the order of ARNs.</summary>
    public IEnumerable<SeenResource> Of(string kind) => (kind == IamUser.Kind ? _users : _buckets).Values;

    /// <summary>Whether any resource of the kind is the client's by name or record, in whatever account.</summary>
    public bool Has(string kind, string orgId) => (kind == IamUser.Kind ? _clientsWithUser : _clientsWithBucket).Contains(orgId);

    /// <summary>The ARN of one that is tagged as the client's and called otherwise: it may be the client's own, or anything billed to it.
    /// Null without one.</summary>
    public string? Tagged(string kind, string orgId) => _tagged.GetValueOrDefault((kind, orgId));

    internal override bool Add(in ResourceView view)
    {
        var isUser = view.Resource.Kind == IamUser.Kind;
        if (!view.IsToldByMoreThanHabit || view.Organization is not { } client)
        {
            if (!view.Resource.TagsKnown) Pending.Add(view.Resource.Kind);
            return false;
        }

        if (!view.IsOfAnInstall)
        {
            var key = (view.Resource.Kind, client.OrgId);
            if (!_tagged.TryGetValue(key, out var first) || string.CompareOrdinal(view.Resource.Arn, first) < 0)
                _tagged[key] = view.Resource.Arn;
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
