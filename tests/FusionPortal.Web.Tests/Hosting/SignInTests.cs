using System.Security.Claims;
using FusionPortal.Core;
using FusionPortal.Core.People;
using FusionPortal.Web.Hosting;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.IdentityModel.Protocols;
using Xunit;

namespace FusionPortal.Web.Tests.Hosting;

public sealed class SignInTests
{
    private static readonly SignInOptions Options = new()
    {
        Authority = "https://login.example.com",
        ClientId = "fusionportal",
        ClientSecret = "a-real-one",
        RoleGroups = { [Role.Installer] = ["installers", "contractors"], [Role.Lead] = ["leads"] },
    };

    [Fact]
    public void Roles_OfSeveralGroups_AddUp() =>
        Assert.Equal(new HashSet<Role> { Role.Installer, Role.Lead }, PortalClaims.RolesOf(["contractors", "leads", "all-staff"], Options));

    [Theory]
    [InlineData("Installers")]
    [InlineData("installers2")]
    [InlineData("")]
    public void Roles_OfAGroupThatIsNotExactlyMapped_AreNone(string group) => Assert.Empty(PortalClaims.RolesOf([group], Options));

    [Fact]
    public void Reduce_ProvidedClaims_KeepsOnlyThePortalsOwn()
    {
        var provided =
            Principal(
            ("sub", "u1"), ("name", "Ana Ruiz"), ("groups", "installers"), ("groups", "installers"), ("groups", "all-staff"),
            ("role", "Administrator"), ("phone", "1"));

        var principal = PortalClaims.Reduce(provided, Options)!;

        Assert.Equal(
            ["sub=u1", "name=Ana Ruiz", "group=installers", "role=Installer"], principal.Claims.Select(c => $"{c.Type}={c.Value}"));
        Assert.False(principal.IsInRole("Administrator"));
    }

    [Fact]
    public void Reduce_NoSubject_IsNobody() =>
        Assert.Null(PortalClaims.Reduce(Principal(("name", "Ana Ruiz"), ("groups", "installers")), Options));

    [Fact]
    public void Subject_OfTheConfiguredClaim_IsUsedAndTheSubIsRemembered()
    {
        var options = new SignInOptions { SubjectClaim = "oid" };
        var provided =
            Principal(("sub", "pairwise"), ("oid", "object-1"), ("name", "Ana Ruiz"), ("preferred_username", "Ana.Ruiz@Example.com"));

        Assert.Equal("object-1", PortalClaims.Reduce(provided, options)!.FindFirst("sub")!.Value);
        Assert.Equal(
            new SignedInPerson("object-1", "Ana Ruiz", "Ana.Ruiz@Example.com", "pairwise"), PortalClaims.PersonOf(provided, options));
    }

    [Theory]
    [InlineData("pairwise", "portal", null)]
    [InlineData("portal", "portal", "portal")]
    [InlineData(null, "portal", "portal")]
    [InlineData(null, null, null)]
    public void Subject_WithoutTheConfiguredClaim_IsTheClientOnlyInAClientsOwnToken(string? sub, string? client, string? expected)
    {
        var claims = new List<(string, string)> { ("name", "Somebody") };
        if (sub is not null) claims.Add(("sub", sub));
        if (client is not null) claims.Add(("azp", client));

        Assert.Equal(expected, PortalClaims.SubjectOf(Principal([.. claims]), new SignInOptions { SubjectClaim = "oid" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" oid")]
    public void StartGuard_SubjectClaimThatIsNone_IsRefused(string claim) => Assert.Contains(
        StartGuard.Reasons(new SignInOptions { SubjectClaim = claim }, isDevelopment: true), r =>
            r.Contains("SubjectClaim", StringComparison.Ordinal));

    [Theory]
    [InlineData]
    [InlineData(Role.Lead)]
    [InlineData(Role.Installer, Role.Lead, Role.Auditor, Role.Administrator)]
    public void StartGuard_RoleGroupsThatAreAllEmpty_AreRefused(params Role[] roles)
    {
        var options = new SignInOptions { Authority = Options.Authority, ClientId = "x", ClientSecret = "a-real-one" };
        foreach (var role in roles) options.RoleGroups[role] = [];

        Assert.Contains(
            "maps no group to any role", Assert.Single(StartGuard.Reasons(options, isDevelopment: true)), StringComparison.Ordinal);

        options.RoleGroups[Role.Auditor] = ["auditors"];
        Assert.Empty(StartGuard.Reasons(options, isDevelopment: true));
        options.RoleGroups[Role.Auditor] = ["auditors", " "];
        Assert.Contains(
            "RoleGroups:Auditor has an empty group name", Assert.Single(StartGuard.Reasons(options, isDevelopment: true)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/runs?view=mine", "/runs?view=mine")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("runs", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData(null, "/")]
    public void ReturnUrl_LeavingThePortal_IsTheStartPage(string? url, string expected) =>
        Assert.Equal(expected, SignInEndpoints.LocalUrl(url));

    [Fact]
    public void StartGuard_ProperConfiguration_HasNoReason() => Assert.Empty(StartGuard.Reasons(Options, isDevelopment: false));

    [Theory]
    [InlineData("http://127.0.0.1:5081", "a-real-one", "is not https")]
    [InlineData("https://login.example.com", "demo", "is the demo's secret")]
    [InlineData("", "a-real-one", "not an absolute address")]
    public void StartGuard_OutsideDevelopment_RefusesTheDemo(string authority, string secret, string expected)
    {
        var options =
            new SignInOptions { Authority = authority, ClientId = "x", ClientSecret = secret, RoleGroups = { [Role.Lead] = ["leads"] } };
        Assert.Contains(expected, Assert.Single(StartGuard.Reasons(options, isDevelopment: false)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    public async Task Discovery_OfTheDemoProviderOutsideDevelopment_IsRefused(string mark, bool refused)
    {
        var documents =
            new FixedDocuments(
            $$"""
            {"issuer":"https://login.example.com","jwks_uri":"https://login.example.com/jwks",
            "{{GuardedConfigurationRetriever.DemoMark}}":{{mark}}}
            """);
        var token = TestContext.Current.CancellationToken;

        Task<Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration> Read(bool isDevelopment) =>
            new GuardedConfigurationRetriever(isDevelopment, new SignOutOrigin())
                .GetConfigurationAsync("https://login.example.com/.well-known/openid-configuration", documents, token);

        Assert.Equal("https://login.example.com", (await Read(isDevelopment: true)).Issuer);
        if (refused) await Assert.ThrowsAsync<StartRefusedException>(() => Read(isDevelopment: false));
        else Assert.Equal("https://login.example.com", (await Read(isDevelopment: false)).Issuer);
    }

    private static ClaimsPrincipal Principal(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), "test"));

    private sealed class FixedDocuments(string discovery) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            Task.FromResult(address.EndsWith("/jwks", StringComparison.Ordinal) ? """{"keys":[]}""" : discovery);
    }
}
