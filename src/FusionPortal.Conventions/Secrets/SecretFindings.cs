namespace FusionPortal.Conventions.Secrets;

/// <summary>Everything <see cref="SecretGuard"/> can find.</summary>
public static class SecretFindings
{
    internal static SecretFinding AwsSecretKey { get; } = new("aws-secret-access-key", "an AWS secret access key");

    internal static SecretFinding Pem { get; } = new("pem-block", "a private key");

    internal static SecretFinding Jwt { get; } = new("jwt", "a signed token (JWT)");

    internal static SecretFinding Address { get; } = new("address-with-password", "an address with a password in it");

    internal static SecretFinding AuthorizationHeader { get; } = new("authorization-header", "an authorization header");

    internal static SecretFinding AzureClientSecret { get; } = new("azure-client-secret", "an Azure client secret");

    internal static SecretFinding ConnectionString { get; } = new("connection-string", "a connection string with a password");

    internal static SecretFinding Password { get; } = new("password", "a password");

    internal static SecretFinding KeyOrToken { get; } = new("key-or-token", "a key or token");

    internal static SecretFinding StsToken { get; } = new("aws-session-token", "an AWS session token");

    internal static SecretFinding Webhook { get; } = new("webhook-address", "a webhook’s address");

    internal static SecretFinding SessionCookie { get; } = new("session-cookie", "a session cookie");

    /// <summary>What earlier versions wrote where they withheld something; still read, no longer written.</summary>
    internal static IReadOnlyList<SecretFinding> Former { get; } = [new("pem-block", "a PEM key or certificate")];

    /// <summary>One of each kind.</summary>
    public static IReadOnlyList<SecretFinding> Known { get; } =
    [
        AwsSecretKey, StsToken, Webhook, SessionCookie, Pem, Jwt, Address, AuthorizationHeader, AzureClientSecret, ConnectionString,
            Password, KeyOrToken,
        .. TokenShapes.Findings.Where(f => f.RuleId != SessionCookie.RuleId),
    ];
}
