using FusionPortal.Core;
using FusionPortal.Core.Text;
using FusionPortal.Web.Hosting.Api;

namespace FusionPortal.Web.Hosting.Texts;

/// <summary>
/// The door for texts: what no text can keep (see <see cref="StorableText"/>) is refused before anything reads it, with the name of its
/// place.
/// Programs get problem details, people a page. What the server turns away before anything of the portal, <see cref="RefusedByServer"/>
/// names.
/// </summary>
internal static class UnstorableText
{
    /// <summary>Headers, addresses, cookies and forms. Stands before sign-in, which reads them; bodies of programs wait until it is known
    /// who sends them.</summary>
    public static void UseStorableAddresses(this WebApplication app) => app.Use(static async (context, next) =>
    {
        // An error page is made for the request as it came; its address has been looked at.
        if (ErrorPages.IsOne(context) || await IsReadableAsync(context)) await next(context);
    });

    /// <summary>JSON, read within the limit of every body (see <see cref="SecurityHeaders"/>) and only from those who may call.</summary>
    public static void UseStorableBodies(this WebApplication app) => app.Use(static async (context, next) =>
    {
        if (context.Request.HasJsonContentType()) await JsonTexts.RequireAsync(context.Request, context.RequestAborted);
        await next(context);
    });

    /// <summary>Whether what failed is a request that cannot be read, and not the portal; wherever it was found.</summary>
    public static RefusedException? Cause(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is RefusedException { Code: StorableText.Code } refused) return refused;
        return null;
    }

    private static async Task<bool> IsReadableAsync(HttpContext context)
    {
        try
        {
            HeaderTexts.Require(context.Request.Headers);
            AddressTexts.Require(context);
            await FormTexts.RequireAsync(context);
            return true;
        }
        // The API's own handler makes the problem of it; the page of the status tells a person.
        catch (RefusedException refused) when (!ApiExceptionHandler.IsForPrograms(context.Request.Path))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Features.Set(new UnreadableRequest(refused.Message));
            return false;
        }
        catch (BadHttpRequestException bad) when (!ApiExceptionHandler.IsForPrograms(context.Request.Path))
        {
            context.Response.StatusCode = bad.StatusCode;
            return false;
        }
    }
}

/// <summary>Why the request was turned away, for the page that says so. It names the place and repeats nothing of what was sent.</summary>
internal sealed record UnreadableRequest(string Why);
