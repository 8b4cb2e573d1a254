namespace FusionPortal.Conventions.Secrets;

/// <summary>Everything <see cref="SecretGuard"/> can find.</summary>
public static class SecretFindings
{
    internal static SecretFinding AwsKeyId { get; } = new("aws-access-key-id", "an AWS access key");

    internal static SecretFinding AwsSecretKey { get; } = new("aws-secret-access-key", "an AWS secret access key");

    internal static SecretFinding Pem { get; } = new("pem-block", "a PEM key or certificate");

    internal static SecretFinding Jwt { get; } = new("jwt", "a signed token (JWT)");

    internal static SecretFinding Address { get; } = new("address-with-password", "an address with a password in it");

    internal static SecretFinding AuthorizationHeader { get; } = new("authorization-header", "an authorization header");

    internal static SecretFinding AzureClientSecret { get; } = new("azure-client-secret", "an Azure client secret");

    internal static SecretFinding ConnectionString { get; } = new("connection-string", "a connection string with a password");

    internal static SecretFinding Password { get; } = new("password", "a password");

    internal static SecretFinding KeyOrToken { get; } = new("key-or-token", "a key or token");

    /// <summary>One of each kind.</summary>
    public static IReadOnlyList<SecretFinding> Known { get; } =
    [
        AwsKeyId, AwsSecretKey, Pem, Jwt, Address, AuthorizationHeader, AzureClientSecret, ConnectionString, Password, KeyOrToken,
        .. TokenShapes.Findings,
    ];
}
