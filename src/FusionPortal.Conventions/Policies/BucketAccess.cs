namespace FusionPortal.Conventions.Policies;

/// <summary>An answer that a policy alone may leave open.</summary>
public enum Decided { No, Perhaps, Yes }

/// <summary>Who asks a bucket for something: a user without rights of its own, or, as null, somebody who has not signed in.</summary>
/// <param name="AccountId">The user's account.</param>
/// <param name="Name">The user's name, without a path.</param>
public sealed record BucketUser(string AccountId, string Name);

/// <summary>
/// What a bucket's policy lets whom do. Only the policy is asked: what identities' own policies, access control lists, the organization and
/// the switches against public access add or take is not in it. Pure.
/// </summary>
/// <param name="bucketArn">For example <c>arn:aws:s3:::fusion-rms-acme</c>.</param>
/// <param name="policy">Its policy.</param>
public sealed class BucketAccess(string bucketArn, PolicyDocument policy)
{
    private const string Read = "s3:GetObject";

    private const string Everything = "s3:*";

    private readonly BucketResources _resources = new(bucketArn);

    /// <summary>Whether somebody may do something with every file of the bucket, or of a folder of it.</summary>
    /// <param name="who">Null for everybody.</param>
    /// <param name="action">For example <c>s3:GetObject</c>.</param>
    /// <param name="folder">With the slash at its end; empty for the whole bucket.</param>
    public Decided LetsOnFiles(BucketUser? who, string action, string folder = "") =>
        Lets(who, action, statement => _resources.FilesOf(statement, folder));

    /// <summary>Whether somebody may do something with the bucket itself, for example <c>s3:ListBucket</c>.</summary>
    /// <param name="who">Null for everybody.</param>
    /// <param name="action">For example <c>s3:ListBucket</c>.</param>
    public Decided LetsOnBucket(BucketUser? who, string action) =>
        Lets(who, action, statement => _resources.NamesBucket(statement) ? FilesNamed.All : FilesNamed.None);

    /// <summary>Whether a statement lets everybody do more than read the files of one folder.</summary>
    /// <param name="statement">One of the policy's.</param>
    /// <param name="folder">With the slash at its end.</param>
    public Decided OpensMoreThan(PolicyStatement statement, string folder)
    {
        if (!statement.Allows || !statement.IsForEverybody) return Decided.No;
        var wider = Decided.No;
        // Each by itself: a denial of one leaves the others open. Everything but some is as good as everything.
        foreach (var action in statement.ExceptActions ? [Everything] : statement.Actions)
        {
            var within = action.Equals(Read, StringComparison.OrdinalIgnoreCase) ? folder : null;
            var more = within is null ? _resources.NamesAnything(statement) : _resources.NamesFilesOutside(statement, within);
            if (more == Decided.Yes && (statement.IsConditional || policy.Problem is not null
                || policy.Statements.Any(s => MayTakeBack(s, statement, action, within))))
                more = Decided.Perhaps;
            wider = Higher(wider, more);
        }

        return wider;
    }

    private Decided Lets(BucketUser? who, string action, Func<PolicyStatement, FilesNamed> reach)
    {
        var (allowed, denied) = (Decided.No, Decided.No);
        foreach (var statement in policy.Statements)
        {
            if (!statement.Names(action) || statement.DeniesUnencryptedOnly) continue;
            var (isFor, named) = (IsFor(statement, who), reach(statement));
            if (isFor == Decided.No || named == FilesNamed.None) continue;
            // Some files allowed are not all of them; some files denied leave it open whether that is as agreed.
            if (named == FilesNamed.Some && statement.Allows) continue;
            var answer = statement.IsConditional || isFor == Decided.Perhaps || named != FilesNamed.All ? Decided.Perhaps : Decided.Yes;
            if (statement.Allows) allowed = Higher(allowed, answer);
            else denied = Higher(denied, answer);
        }

        return denied == Decided.Yes ? Decided.No
            : policy.Problem is not null ? Decided.Perhaps
            : allowed == Decided.Yes && denied == Decided.Perhaps ? Decided.Perhaps
            : allowed;
    }

    // Allow for a whole account is the account's own policies' to give: whoever has none gets nothing by it. Deny is for everybody in it.
    private static Decided IsFor(PolicyStatement statement, BucketUser? who)
    {
        var answer = Decided.No;
        foreach (var principal in statement.Principals) answer = Higher(answer, IsFor(principal, who, statement.Allows));
        if (!statement.ExceptPrincipals) return answer;
        // Who is left out by name is still denied where the account is not left out too.
        return answer == Decided.No ? Decided.Yes : statement.Allows && answer == Decided.Yes ? Decided.No : Decided.Perhaps;
    }

    private static Decided IsFor(PolicyPrincipal principal, BucketUser? who, bool allows) => principal.Kind switch
    {
        PrincipalKind.Everybody => Decided.Yes,
        PrincipalKind.Unreadable => Decided.Perhaps,
        PrincipalKind.Account when !allows && principal.AccountId == who?.AccountId => Decided.Yes,
        PrincipalKind.User when principal.AccountId == who?.AccountId && principal.Name == who?.Name => Decided.Yes,
        _ => Decided.No,
    };

    // A Deny takes back what it covers whole, for everybody, without conditions. One by who calls from where may leave nobody of the world;
    // one by how the call is made, with what headers or over which TLS, leaves everybody who calls so.
    private bool MayTakeBack(PolicyStatement denied, PolicyStatement allowed, string action, string? within) =>
        !denied.Allows && denied.IsForEverybody && denied.Conditions is (PolicyConditions.None or PolicyConditions.Callers)
        && (CoversAction(denied, action)
            || (allowed.ExceptActions && denied.ExceptActions && denied.Actions.All(d => CoversAny(allowed, d))))
        && _resources.Covers(denied, allowed, action, within);

    private static bool CoversAction(PolicyStatement denied, string action) => denied.ExceptActions
        ? !denied.Actions.Any(d => PolicyWildcard.Meet(d, action)) : CoversAny(denied, action);

    // Nothing but S3's actions is done with a bucket.
    private static bool CoversAny(PolicyStatement statement, string action) =>
        statement.Actions.Any(d => PolicyWildcard.Covers(d, action == "*" ? Everything : action, ignoreCase: true));

    private static Decided Higher(Decided a, Decided b) => a > b ? a : b;
}
