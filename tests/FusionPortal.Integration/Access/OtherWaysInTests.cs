using System.Reflection;
using System.Security.Claims;
using System.Text;
using FusionPortal.Core;
using FusionPortal.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Access;

/// <summary>
/// The same table by the ways that a page's address and a bearer token do not show: within a circuit, where the router reads the page's
/// attributes and no request is made, and the API by a browser's cookie.
/// </summary>
public sealed class OtherWaysInTests(EveryRole everyone) : IClassFixture<EveryRole>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OpenedWithinACircuit_IsForWhomTheTableSays()
    {
        var pages = new List<string>();
        foreach (var page in typeof(PortalApplication).Assembly.GetTypes())
            foreach (var route in page.GetCustomAttributes<RouteAttribute>(inherit: false))
                pages.Add($"{route.Template}: {await AllowedOnAsync(page)}");

        Assert.NotEmpty(pages);
        Assert.Equal(
            AccessTable.Rows.Where(row => row.IsPage).Select(row => $"{row.Route}: {row.Allowed}").Order(StringComparer.Ordinal),
            pages.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Who.None)]
    [InlineData(Who.Installer)]
    [InlineData(Who.Lead)]
    [InlineData(Who.Auditor)]
    [InlineData(Who.Administrator)]
    public async Task Endpoint_CalledWithACookie_OpensAsTheTableSays(Who who)
    {
        var wrong = new List<string>();
        foreach (var row in AccessTable.Rows.Where(row => row.IsApi))
        {
            using var request = new HttpRequestMessage(row.Method == "*" ? HttpMethod.Get : new HttpMethod(row.Method), row.Address);
            // What a browser says of a request that the portal's own page makes.
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            if (row.Body is not null) request.Content = new StringContent(row.Body, Encoding.UTF8, "application/json");
            using var response = await everyone.Browser(who).SendAsync(request, Token);
            var expected = who == Who.None ? Outcome.AskedToSignIn : row.Allowed.HasFlag(who) ? Outcome.Opened : Outcome.ClosedToRole;
            if (Outcomes.Of(response) != expected) wrong.Add($"{row}: {(int)response.StatusCode} instead of {expected}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Write_WithACookieFromAnotherSite_IsRefused()
    {
        foreach (var row in AccessTable.Rows.Where(row => row.IsApi && row.Method is not ("GET" or "*")))
        {
            using var request = new HttpRequestMessage(new HttpMethod(row.Method), row.Address);
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            if (row.Body is not null) request.Content = new StringContent(row.Body, Encoding.UTF8, "application/json");
            using var response = await everyone.Browser(Who.Lead).SendAsync(request, Token);
            var problem = await Hosting.Problem.ReadAsync(response, System.Net.HttpStatusCode.Forbidden);
            Assert.Equal("cross-site-write", problem.Code);
        }
    }

    // What the circuit's router asks: every demand of the page, of the portal's own policies.
    private async Task<Who> AllowedOnAsync(Type page)
    {
        if (page.GetCustomAttribute<AllowAnonymousAttribute>() is not null) return Who.Anyone;
        var demands = page.GetCustomAttributes<AuthorizeAttribute>().ToArray();
        Assert.True(demands.Length > 0, $"{page.Name} is open to anybody.");
        var services = everyone.Portal.Services;
        var policy = await AuthorizationPolicy.CombineAsync(services.GetRequiredService<IAuthorizationPolicyProvider>(), demands);
        var authorization = services.GetRequiredService<IAuthorizationService>();
        var allowed = Who.None;
        foreach (var role in Enum.GetValues<Role>())
        {
            var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role.ToString())], "cookie"));
            if ((await authorization.AuthorizeAsync(person, null, policy!)).Succeeded) allowed |= Enum.Parse<Who>(role.ToString());
        }

        return allowed;
    }
}
