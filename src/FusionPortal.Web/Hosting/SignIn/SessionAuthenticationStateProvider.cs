using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>
/// A circuit outlives the request that carried the cookie, so it asks again every few minutes: is the session still within its hours,
/// was it signed out elsewhere, and do its groups still give the same roles under the present configuration?
/// </summary>
internal sealed class SessionAuthenticationStateProvider(
    ILoggerFactory loggerFactory, SignedOutSessions signedOut, IOptionsMonitor<SignInOptions> options, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(5);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(IsValid(authenticationState.User));

    internal bool IsValid(ClaimsPrincipal user)
    {
        var now = PortalClaims.RolesOf(user.FindAll(PortalClaims.Group).Select(c => c.Value), options.CurrentValue).Select(r => r.ToString());
        return user.SessionEnd() > clock.GetUtcNow()
            && !signedOut.Contains(user)
            && user.FindAll(PortalClaims.Role).Select(c => c.Value).ToHashSet().SetEquals(now);
    }
}

/// <summary>Sessions ended by sign-out before their time; kept until they would have ended anyway.</summary>
internal sealed class SignedOutSessions(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _sessions = [];

    public void Add(ClaimsPrincipal user)
    {
        var now = clock.GetUtcNow();
        foreach (var (session, end) in _sessions)
            if (end <= now) _sessions.TryRemove(session, out _);
        if (user.FindFirst(PortalClaims.Session)?.Value is { } id && user.SessionEnd() is { } ends && ends > now)
            _sessions[id] = ends;
    }

    public bool Contains(ClaimsPrincipal user) =>
        user.FindFirst(PortalClaims.Session)?.Value is { } id && _sessions.ContainsKey(id);
}
