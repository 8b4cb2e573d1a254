using System.Security.Cryptography.X509Certificates;
using FusionPortal.Core;
using FusionPortal.Core.Data;
using Microsoft.AspNetCore.DataProtection;

namespace FusionPortal.Web.Hosting;

/// <summary>The database, and the keys that protect cookies and circuits: kept in it, so that every portal process shares them.</summary>
internal static class Persistence
{
    public static void AddPersistence(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("Portal")
            ?? throw new StartRefusedException(["ConnectionStrings:Portal is not set."]);
        builder.Services.AddFusionPortalCore(connectionString);

        var protection = builder.Services.AddDataProtection()
            .SetApplicationName("FusionPortal")
            .PersistKeysToDbContext<PortalDbContext>();
        var certificate = builder.Configuration.GetSection("DataProtection:Certificate");
        if (certificate["Path"] is { Length: > 0 } path)
            protection.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(path, certificate["Password"]));
    }
}
