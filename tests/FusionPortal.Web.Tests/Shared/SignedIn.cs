using System.Security.Claims;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components.Authorization;

namespace FusionPortal.Web.Tests.Shared;

/// <summary>Priya is signed in, with the role a test gives her.</summary>
internal sealed class SignedIn(Role role) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(
        new ClaimsIdentity([new Claim(PortalClaims.Subject, "priya.shah"), new Claim(PortalClaims.Role, role.ToString())], "test"))));
}
