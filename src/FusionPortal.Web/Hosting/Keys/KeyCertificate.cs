using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FusionPortal.Web.Hosting.Keys;

/// <summary>Reads the certificates that encrypt keys.</summary>
internal static class KeyCertificate
{
    /// <exception cref="CryptographicException">The file is neither, or the password another.</exception>
    public static X509Certificate2 Load(CertificateSettings settings)
    {
        var password = settings.Password.Length == 0 ? null : settings.Password;
        if (!File.ReadAllText(settings.Path).Contains("-----BEGIN ", StringComparison.Ordinal))
            return X509CertificateLoader.LoadPkcs12FromFile(settings.Path, password);
        return password is null
            ? X509Certificate2.CreateFromPemFile(settings.Path)
            : X509Certificate2.CreateFromEncryptedPemFile(settings.Path, password);
    }

    /// <summary>Null where it has none, or one of another kind than RSA.</summary>
    public static RSA? PrivateKey(X509Certificate2 certificate) => certificate.GetRSAPrivateKey();
}
