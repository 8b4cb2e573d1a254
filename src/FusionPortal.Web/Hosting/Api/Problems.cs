using FusionPortal.Core;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>Problem details of the API. Every one has a <c>code</c> for programs and a <c>reference</c> that finds it in the log.</summary>
internal static class Problems
{
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.SecretFound => StatusCodes.Status422UnprocessableEntity,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Task WriteAsync(HttpContext context, RefusedException refused) =>
        WriteAsync(context, StatusOf(refused.Kind), refused.Code, refused.Message, refused.Field, refused.Details);

    public static async Task WriteAsync(HttpContext context, int status, string code, string detail, string? field = null, object? details = null)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code, ["reference"] = Reference.Create() } };
        if (field is not null) problem.Extensions["field"] = field;
        if (details is not null) problem.Extensions["details"] = details;
        var service = context.RequestServices.GetRequiredService<IProblemDetailsService>();
        await service.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
