using System.Diagnostics;
using System.Security.Claims;
using FusionPortal.Core;
using Microsoft.AspNetCore.Components.Authorization;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Who acts, in a circuit. Ask once per click: every event of that click then carries the same request id.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in; the page was opened to anonymous visitors by mistake.</exception>
    public async Task<Actor> GetAsync() => (await authentication.GetAuthenticationStateAsync()).User.ToActor(Reference.Create());
}

/// <summary>Who acts, in an HTTP endpoint: take it as a parameter, use <see cref="Value"/>.</summary>
public sealed record RequestActor(Actor Value)
{
    public static ValueTask<RequestActor?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<RequestActor?>(new RequestActor(context.User.ToActor(Reference.Create())));
}

public static class ActorExtensions
{
    /// <summary>The signed-in principal as Core's actor.</summary>
    public static Actor ToActor(this ClaimsPrincipal user, string? requestId = null)
    {
        var subject = user.FindFirst(PortalClaims.Subject)?.Value
            ?? throw new InvalidOperationException("Nobody is signed in here.");
        var roles = user.FindAll(PortalClaims.Role).Select(c => Enum.Parse<Role>(c.Value)).ToHashSet();
        return new Actor(subject, user.FindFirst(PortalClaims.Name)?.Value ?? subject, roles, requestId);
    }
}

/// <summary>What a person reads out to support and support finds in the log: the trace id of the request or click.</summary>
internal static class Reference
{
    public static string Create() =>
        Activity.Current is { } activity ? activity.TraceId.ToHexString() : Guid.CreateVersion7().ToString("n");
}
