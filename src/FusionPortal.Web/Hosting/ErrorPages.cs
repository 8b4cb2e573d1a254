using Microsoft.AspNetCore.Diagnostics;

namespace FusionPortal.Web.Hosting;

/// <summary>Pages for people whose request came to nothing: one that failed, and one that has no answer of its own.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(static async (context, next) =>
        {
            var method = context.Request.Method;
            // The page is shown, not posted to: as a POST it would be held against a form it does not have.
            if (IsOne(context) && !HttpMethods.IsHead(method)) context.Request.Method = HttpMethods.Get;
            await next(context);
            context.Request.Method = method;
        });
    }

    /// <summary>Whether the request is on its way to such a page.</summary>
    public static bool IsOne(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
}
