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

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
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

    internal bool IsValid(ClaimsPrincipal user) => IsValid(user, options.CurrentValue, clock.GetUtcNow());

    /// <summary>Whether the session's time is not up, and its groups still give the roles it has.</summary>
    internal static bool IsValid(ClaimsPrincipal user, SignInOptions options, DateTimeOffset at)
    {
        // A recovery link was made because groups are wrong, so they do not decide about its session.
        if (user.HasClaim(c => c.Type == PortalClaims.Recovery)) return user.SessionEnd() > at;
        var groups = user.FindAll(PortalClaims.Group).Select(c => c.Value);
        var now = PortalClaims.RolesOf(groups, options).Select(r => r.ToString());
        return user.SessionEnd() > at
            && user.FindAll(PortalClaims.Role).Select(c => c.Value).ToHashSet().SetEquals(now);
    }
}
