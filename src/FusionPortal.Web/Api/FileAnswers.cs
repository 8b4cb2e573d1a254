using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;

namespace FusionPortal.Web.Api;

/// <summary>Files that pages link to: people ask for them, outside the API.</summary>
internal static class FileAnswers
{
    /// <summary>A refusal is told as the API tells it, and not saved as a file.</summary>
    public static void AnswersAsFile(this RouteHandlerBuilder file) => file.AddEndpointFilter(async (context, next) =>
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refused) when (!context.HttpContext.Response.HasStarted)
        {
            context.HttpContext.Response.Headers.ContentDisposition = default;
            await Problems.WriteAsync(context.HttpContext, refused);
            return Results.Empty;
        }
    });
}
