using FusionPortal.Aws;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Search;

namespace FusionPortal.Web.Hosting;

/// <summary>Reading AWS, and the scheduler that does it.</summary>
internal static class Scanning
{
    public static void AddScanning(this WebApplicationBuilder builder) =>
        builder.Services.AddFusionPortalAws(builder.Configuration).AddScanJobs(builder.Configuration).AddSearchJobs();
}
