namespace FusionPortal.Conventions.Policies;

/// <summary>What a principal of a policy is.</summary>
public enum PrincipalKind
{
    /// <summary>Everybody, signed in or not.</summary>
    Everybody,

    /// <summary>A whole account: its number, or its root user's ARN. What it lets whom do is said by the account's own policies.</summary>
    Account,

    User,

    /// <summary>A role, or a session of one.</summary>
    Role,

    /// <summary>The id of a user or role that was deleted: AWS puts it where its ARN stood. It lets nobody in.</summary>
    Deleted,

    /// <summary>A service of AWS.</summary>
    Service,

    /// <summary>An identity provider, a canonical user, CloudFront's identities: their text does not say whose they are.</summary>
    Untold,

    /// <summary>Nothing AWS would take as a principal.</summary>
    Unreadable,
}

/// <summary>One principal of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As the policy has it: text from AWS.</param>
/// <param name="AccountId">Twelve digits; null where the text does not say the account.</param>
/// <param name="Name">Of users and roles: the name without its path; else null.</param>
public sealed record PolicyPrincipal(PrincipalKind Kind, string Text, string? AccountId = null, string? Name = null)
{
    private const int AccountDigits = 12;

    // AWS's prefixes of the ids of users, roles, groups, instance profiles and policies.
    private static readonly string[] IdPrefixes = ["AIDA", "AROA", "AGPA", "AIPA", "ANPA"];

    public static PolicyPrincipal Everybody { get; } = new(PrincipalKind.Everybody, "*");

    /// <summary>Reads a value under <c>AWS</c>. Never throws.</summary>
    public static PolicyPrincipal OfAws(string text)
    {
        if (text == "*") return Everybody;
        if (IsAccount(text)) return new(PrincipalKind.Account, text, text);
        if (text.Length is >= 16 and <= 128 && IdPrefixes.Any(p => text.StartsWith(p, StringComparison.Ordinal))
            && text.All(char.IsAsciiLetterOrDigit))
            return new(PrincipalKind.Deleted, text);
        if (text.Split(':', 6) is not ["arn", _, "iam" or "sts", "", var account, var resource])
            return new(PrincipalKind.Unreadable, text);
        if (account == "cloudfront") return new(PrincipalKind.Untold, text);
        // No wildcard may stand in a principal's ARN, so one that does says nothing certain.
        if (!IsAccount(account) || text.AsSpan().ContainsAny('*', '?')) return new(PrincipalKind.Unreadable, text);
        if (resource == "root") return new(PrincipalKind.Account, text, account);
        var parts = resource.Split('/');
        return parts switch
        {
            ["user", .., { Length: > 0 } name] => new(PrincipalKind.User, text, account, name),
            ["role", .., { Length: > 0 } name] => new(PrincipalKind.Role, text, account, name),
            ["assumed-role", { Length: > 0 } name, ..] => new(PrincipalKind.Role, text, account, name),
            ["federated-user", { Length: > 0 }] => new(PrincipalKind.Untold, text, account),
            _ => new(PrincipalKind.Unreadable, text),
        };
    }

    private static bool IsAccount(string text) => text.Length == AccountDigits && text.All(char.IsAsciiDigit);
}
