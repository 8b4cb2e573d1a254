using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting.Keys;

/// <summary>Section <c>DataProtection</c>: what encrypts the keys that protect cookies and sessions, which are kept in the
/// database.</summary>
public sealed class DataProtectionSettings
{
    public const string Section = "DataProtection";

    /// <summary>Encrypts keys from now on. Needed outside Development.</summary>
    public CertificateSettings Certificate { get; set; } = new();

    /// <summary>Certificates of before, by any number, which still decrypt what they encrypted.</summary>
    public Dictionary<string, CertificateSettings> FormerCertificates { get; } = [];
}

/// <summary>A certificate of RSA with its private key.</summary>
public sealed class CertificateSettings
{
    /// <summary>A PKCS#12 file, or a PEM file that holds certificate and private key; empty for none.</summary>
    public string Path { get; set; } = "";

    /// <summary>The file's password, or that of the PEM file's key; empty where it has none.</summary>
    public string Password { get; set; } = "";
}

internal sealed class DataProtectionSettingsValidation(bool isDevelopment) : IValidateOptions<DataProtectionSettings>
{
    private const string Own = "DataProtection:Certificate";

    public ValidateOptionsResult Validate(string? name, DataProtectionSettings options)
    {
        var faults = options.FormerCertificates
            .SelectMany(former => FaultsOf($"DataProtection:FormerCertificates:{former.Key}", former.Value, isNeeded: true))
            .Concat(FaultsOf(Own, options.Certificate, isNeeded: !isDevelopment)).ToList();
        if (options.Certificate.Path.Length == 0 && options.FormerCertificates.Count > 0 && isDevelopment)
            faults.Add($"{Own}:Path is not set and DataProtection:FormerCertificates are: new keys would be kept as they are.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(string key, CertificateSettings certificate, bool isNeeded)
    {
        if (certificate.Path.Length == 0)
        {
            if (certificate.Password.Length > 0) yield return $"{key}:Password is set and {key}:Path is not.";
            else if (isNeeded)
                yield return $"{key}:Path is not set. Outside Development the keys that protect cookies are kept encrypted: whoever read "
                    + "the database could sign in as anybody otherwise. docs/operations.md says how to make a certificate.";
        }
        else if (!File.Exists(certificate.Path))
        {
            yield return $"{key}:Path: there is no file {certificate.Path}.";
        }
        else if (Fault(key, certificate) is { } fault)
        {
            yield return fault;
        }
    }

    private static string? Fault(string key, CertificateSettings settings)
    {
        try
        {
            using var certificate = KeyCertificate.Load(settings);
            using var rsa = KeyCertificate.PrivateKey(certificate);
            return rsa is null ? $"{key}:Path: the file holds no private key of RSA, so that nothing could be decrypted again." : null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{key}: the file cannot be read with this password ({exception.Message})";
        }
    }
}
