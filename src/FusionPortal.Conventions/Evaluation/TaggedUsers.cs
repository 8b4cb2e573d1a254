namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// IAM users whose name says nothing and whose tag says whose they are, for policies that name them. They are known before anything is
/// judged. Grows with users that are misnamed.
/// </summary>
internal sealed class TaggedUsers
{
    // IAM tells no two users of an account apart by the case of their names.
    private readonly Dictionary<(string AccountId, string Name), OrganizationRecord> _clients = [];

    public void Add(in ResourceView view)
    {
        // A name is fixed when the user is made, so where it names a client that is whose it is.
        if (view.NamePattern is not null || !view.Resource.TagsKnown || view.IsUndecided || view.ByTag is not { } client) return;
        _clients[Key(view.Resource.AccountId, view.Resource.Name)] = client;
    }

    /// <summary>Whose the user is by its tag; null where its name says it, or nothing does.</summary>
    public OrganizationRecord? ClientOf(string accountId, string user) =>
        _clients.Count == 0 ? null : _clients.GetValueOrDefault(Key(accountId, user));

    private static (string, string) Key(string accountId, string name) => (accountId, name.ToUpperInvariant());
}
