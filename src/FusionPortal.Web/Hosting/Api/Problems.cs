using System.Text.Encodings.Web;
using System.Text.Json;
using FusionPortal.Conventions.Secrets;
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

    // Escapes would hide a secret's signs from the guard.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, RefusedException refused) =>
        WriteAsync(context, StatusOf(refused.Kind), refused.Code, refused.Message, refused.Field, refused.Details);

    public static async Task WriteAsync(
        HttpContext context, int status, string code, string detail, string? field = null, object? details = null)
    {
        context.Response.StatusCode = status;
        // Messages quote what was sent. This is the one door they leave through, so here nothing that looks like a secret passes.
        if (Secret(context, detail) is { } secret)
            detail = $"What was sent looks like {secret.Name}. It was not kept and is not repeated here.";
        if (field is not null && Secret(context, field) is not null) field = null;
        if (details is not null && Secret(context, JsonSerializer.Serialize(details, Readable)) is not null) details = null;
        var problem =
            new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code, ["reference"] = Reference.Create() } };
        if (field is not null) problem.Extensions["field"] = field;
        if (details is not null) problem.Extensions["details"] = details;
        var service = context.RequestServices.GetRequiredService<IProblemDetailsService>();
        await service.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    // A secret may be told by its surroundings, which a message does not quote; then it is known by the request's own texts.
    private static SecretFinding? Secret(HttpContext context, string text)
    {
        if (SecretGuard.Inspect(text) is { } finding) return finding;
        foreach (
            var sent in context.Request.Query.SelectMany(q => q.Value).Concat(context.Request.RouteValues.Values.Select(v => v as string)))
            if (sent is { Length: > 0 } && text.Contains(sent, StringComparison.Ordinal) && SecretGuard.Inspect(sent) is { } inSent)
                return inSent;
        return null;
    }
}
