using Microsoft.AspNetCore.Rewrite;

namespace FusionPortal.Web.Hosting;

/// <summary>Addresses that have moved: whoever reads by them is sent on, with the query they came with.</summary>
internal static class OldAddresses
{
    private static readonly RewriteOptions Moved = new RewriteOptions()
        .AddRedirect("(?i)^api/v1/coverage\\.csv$", "api/v1/reports/coverage.csv", StatusCodes.Status301MovedPermanently)
        .AddRedirect(
            "(?i)^api/v1/reports/runs/([0-9a-f-]{32,36})\\.([A-Za-z]+)$", "api/v1/reports/run.$2?run=$1",
            StatusCodes.Status301MovedPermanently);

    public static void UseOldAddresses(this WebApplication app) =>
        app.UseWhen(context => HttpMethods.IsGet(context.Request.Method), moved => moved.UseRewriter(Moved));
}
