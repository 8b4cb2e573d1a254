using System.Security.Claims;
using FusionPortal.Core.People;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>
/// A circuit outlives the request that carried the cookie, so it asks again every minute: is the session still within its hours,
/// was it signed out elsewhere, and do its groups still give the same roles under the present configuration?
/// </summary>
internal sealed class SessionAuthenticationStateProvider(
    ILoggerFactory loggerFactory, PersonSessions sessions, IOptionsMonitor<SignInOptions> options, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        GoesOnAsync(authenticationState.User, cancellationToken);

    internal async Task<bool> GoesOnAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!IsValid(user) || user.FindFirst(PortalClaims.Session)?.Value is not { } session) return false;
        try
        {
            return await sessions.GoesOnAsync(session, cancellationToken);
        }
        catch (Exception exception) when (DatabaseAway.IsCause(exception))
        {
            // Nothing can be read or written meanwhile; the next minute tells. An error here would end the page with what is typed on it.
            return true;
        }
    }

    internal bool IsValid(ClaimsPrincipal user)
    {
        var now = PortalClaims.RolesOf(user.FindAll(PortalClaims.Group).Select(c => c.Value), options.CurrentValue).Select(r => r.ToString());
        return user.SessionEnd() > clock.GetUtcNow()
            && user.FindAll(PortalClaims.Role).Select(c => c.Value).ToHashSet().SetEquals(now);
    }
}
