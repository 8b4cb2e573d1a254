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
        var (services, configuration) = (builder.Services, builder.Configuration);
        var connection = services.AddSettings(configuration, ConnectionSettings.Section, new ConnectionSettingsValidation());
        var keys = services.AddSettings(configuration, DataProtectionSettings.Section, new DataProtectionSettingsValidation());
        services.AddFusionPortalCore(connection.Portal);

        var protection = services.AddDataProtection()
            .SetApplicationName("FusionPortal")
            .PersistKeysToDbContext<PortalDbContext>();
        // With a fault the start is refused a moment later, with everything that is wrong.
        if (keys.Certificate.Path.Length > 0 && !PortalSettings.In(services).HasFaults)
            protection.ProtectKeysWithCertificate(Load(keys.Certificate));
    }

    internal static X509Certificate2 Load(CertificateSettings certificate) =>
        X509CertificateLoader.LoadPkcs12FromFile(certificate.Path, certificate.Password.Length == 0 ? null : certificate.Password);
}
