namespace FusionPortal.Web.Hosting.Api;

/// <summary>
/// A write that was read whole is done whole, although its caller has gone meanwhile: one who hangs up must not decide how much of it
/// there is. So a write's endpoint gets a token that nobody cancels, as the pages' writes do; the body is read before, and there a lost
/// caller still ends it. What is sent by POST and only reads (<see cref="OnlyReads"/>) ends with its caller, as a GET does.
/// </summary>
internal sealed class WholeWrites : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method)) return next(context);
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<OnlyReads>() is not null) return next(context);
        for (var i = 0; i < context.Arguments.Count; i++)
            if (context.Arguments[i] is CancellationToken)
                context.Arguments[i] = CancellationToken.None;
        return next(context);
    }
}

/// <summary>An endpoint that is asked by POST, for its question has a body, and writes nothing: a preview.</summary>
internal sealed class OnlyReads;
