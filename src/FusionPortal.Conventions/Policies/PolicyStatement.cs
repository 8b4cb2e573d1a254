namespace FusionPortal.Conventions.Policies;

/// <summary>What a statement's conditions come to.</summary>
public enum PolicyConditions
{
    None,

    /// <summary>
    /// Nothing but that the call is encrypted, with TLS 1.2 or an older one at least, as every call of an SDK and of a browser's https is.
    /// </summary>
    Encrypted,

    /// <summary>Nothing but that the call is not encrypted, or with a TLS older than 1.2.</summary>
    Unencrypted,

    /// <summary>Nothing but who calls from where: the caller's organization, account, network or address.</summary>
    Callers,

    /// <summary>Anything else: when it holds depends on the call.</summary>
    Others,
}

/// <summary>One statement of a policy, as far as access is decided by it. Lists are never null.</summary>
public sealed record PolicyStatement
{
    /// <summary>Its name in the policy; empty without one. Text from AWS.</summary>
    public required string Sid { get; init; }

    /// <summary>True for Allow, false for Deny.</summary>
    public required bool Allows { get; init; }

    public required IReadOnlyList<PolicyPrincipal> Principals { get; init; }

    /// <summary>Everybody but <see cref="Principals"/> (<c>NotPrincipal</c>).</summary>
    public required bool ExceptPrincipals { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>Every action but <see cref="Actions"/> (<c>NotAction</c>).</summary>
    public required bool ExceptActions { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Every resource but <see cref="Resources"/> (<c>NotResource</c>).</summary>
    public required bool ExceptResources { get; init; }

    public required PolicyConditions Conditions { get; init; }

    /// <summary>Whether its conditions leave open when it holds.</summary>
    public bool IsConditional => Conditions is PolicyConditions.Callers or PolicyConditions.Others
        || (Allows && Conditions == PolicyConditions.Unencrypted)
        || (!Allows && Conditions == PolicyConditions.Encrypted);

    /// <summary>A Deny of calls that are not encrypted as usual: it takes nothing from anybody who calls as everybody does.</summary>
    public bool DeniesUnencryptedOnly => !Allows && Conditions == PolicyConditions.Unencrypted;

    /// <summary>Whether it is for everybody: Allow with NotPrincipal is too, anonymous callers included.</summary>
    public bool IsForEverybody => ExceptPrincipals || Principals.Any(p => p.Kind == PrincipalKind.Everybody);

    /// <summary>Whether it is about one action and no other, written out.</summary>
    public bool AllowsOnly(string action) => !ExceptActions && Actions.All(a => a.Equals(action, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it is about an action, for example <c>s3:GetObject</c>; IAM compares without case.</summary>
    public bool Names(string action) => Actions.Any(a => PolicyWildcard.Matches(a, action, ignoreCase: true)) != ExceptActions;
}
