using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// IAM users whose name says nothing and whose tag says whose they are, for policies that name them. They are known before anything is
/// judged. Grows with users that no pattern names.
/// </summary>
internal sealed class TaggedUsers(ScanReach reach)
{
    // IAM tells no two users of an account apart by the case of their names. Null for one whose tag is nobody's.
    private readonly Dictionary<(string AccountId, string Name), OrganizationRecord?> _clients = [];

    public void Add(in ResourceView view)
    {
        // A name is fixed when the user is made, so where it names a client that is whose it is.
        if (view.NamePattern is not null || !view.Resource.TagsKnown || view.IsUndecided) return;
        _clients[Key(view.Resource.AccountId, view.Resource.Name)] = view.ByTag;
    }

    /// <summary>Whose the user is by its tag, where its name does not say it; null where nothing does.</summary>
    public OrganizationRecord? ClientOf(string accountId, string user) => _clients.GetValueOrDefault(Key(accountId, user));

    /// <summary>Whether nobody has read whose the user is, so that its tag may say it all the same.</summary>
    public bool IsUnread(string accountId, string user) =>
        !reach.IsWhole(IamUser.Kind, accountId, "") && !_clients.ContainsKey(Key(accountId, user));

    private static (string, string) Key(string accountId, string name) => (accountId, name.ToUpperInvariant());
}
