using FusionPortal.Core;
using FusionPortal.Core.Abstractions;
using FusionPortal.Web.Hosting.Texts;
using Microsoft.AspNetCore.Diagnostics;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>Exceptions of API requests as problem details. Pages have their own error page.</summary>
internal sealed class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    /// <summary>Addresses whose every answer is read by a program: never a page, never a redirect.</summary>
    public static bool IsForPrograms(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi");

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // The request's own path is the error page's by now.
        var path = context.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        if (path is null || !IsForPrograms(path)) return false;
        switch (exception)
        {
            case RefusedException refused:
                await Problems.WriteAsync(context, refused);
                return true;
            case var _ when UnstorableText.Cause(exception) is { } unstorable:
                await Problems.WriteAsync(context, unstorable);
                return true;
            case BadHttpRequestException bad:
                await Problems.WriteAsync(context, bad.StatusCode, "invalid-request", bad.Message);
                return true;
            case TargetFailedException { Failure: TargetFailure.Throttled } throttled:
                context.Response.Headers.RetryAfter = "60";
                await Problems.WriteAsync(
                    context, StatusCodes.Status503ServiceUnavailable, "aws-throttled", $"Nothing was changed. {throttled.Message}");
                return true;
            case TargetFailedException failed:
                await Problems.WriteAsync(
                    context, StatusCodes.Status502BadGateway, "aws-did-not-answer", $"Nothing was changed. {failed.Message}");
                return true;
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return true;
            case var _ when DatabaseAway.IsCause(exception):
                logger.LogError(exception, "The database is away");
                context.Response.Headers.RetryAfter = "5";
                await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "database-away",
                    "The database does not answer. Nothing was changed. Try again shortly.");
                return true;
            default:
                logger.LogError(exception, "An API request failed");
                await Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "failed",
                    "The request failed and nothing is known to have changed. The reference finds it in the log.");
                return true;
        }
    }
}
