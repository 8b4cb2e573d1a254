using System.Security.Cryptography.X509Certificates;
using FusionPortal.Core;
using FusionPortal.Core.Data;
using FusionPortal.Core.Settings;
using Microsoft.AspNetCore.DataProtection;

namespace FusionPortal.Web.Hosting;

/// <summary>The database, and the keys that protect cookies and circuits: kept in it, so that every portal process shares them.</summary>
internal static class Persistence
{
    public static void AddPersistence(this WebApplicationBuilder builder)
    {
        var connection = builder.Services.AddSettings(builder.Configuration, ConnectionSettings.Section, new ConnectionSettingsValidation());
        var keys = builder.Services.AddSettings(builder.Configuration, DataProtectionSettings.Section, new DataProtectionSettingsValidation());
        builder.Services.AddFusionPortalCore(connection.Portal);

        var protection = builder.Services.AddDataProtection()
            .SetApplicationName("FusionPortal")
            .PersistKeysToDbContext<PortalDbContext>();
        // With a fault the start is refused a moment later, with everything that is wrong.
        if (keys.Certificate.Path.Length > 0 && !PortalSettings.In(builder.Services).HasFaults) protection.ProtectKeysWithCertificate(Load(keys.Certificate));
    }

    internal static X509Certificate2 Load(CertificateSettings certificate) =>
        X509CertificateLoader.LoadPkcs12FromFile(certificate.Path, certificate.Password.Length == 0 ? null : certificate.Password);
}
