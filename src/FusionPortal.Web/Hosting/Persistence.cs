using FusionPortal.Core;
using FusionPortal.Core.Data;
using FusionPortal.Core.Settings;
using FusionPortal.Web.Hosting.Keys;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace FusionPortal.Web.Hosting;

/// <summary>The database, and the keys that protect cookies and circuits: kept in it, so that every portal process shares them.</summary>
internal static class Persistence
{
    public static void AddPersistence(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        var connection = services.AddSettings(configuration, ConnectionSettings.Section, new ConnectionSettingsValidation());
        var keys = services.AddSettings(configuration, DataProtectionSettings.Section,
            new DataProtectionSettingsValidation(builder.Environment.IsDevelopment()));
        services.AddFusionPortalCore(connection.Portal);

        var protection = services.AddDataProtection()
            .SetApplicationName("FusionPortal")
            .PersistKeysToDbContext<PortalDbContext>();
        // With a fault the start is refused a moment later, with everything that is wrong.
        if (keys.Certificate.Path.Length == 0 || PortalSettings.In(services).HasFaults) return;
        protection.ProtectKeysWithCertificate(KeyCertificate.Load(keys.Certificate))
            .UnprotectKeysWithAnyCertificate(
                [.. keys.FormerCertificates.Values.Append(keys.Certificate).Select(KeyCertificate.Load)]);
        services.AddOptions<KeyManagementOptions>().PostConfigure<ILogger<EncryptedKeysOnly>>(
            (options, logger) => options.XmlRepository = new EncryptedKeysOnly(options.XmlRepository!, logger));
    }
}
