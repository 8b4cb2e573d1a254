using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace FusionPortal.Web.Components.Pages.SignIn;

/// <summary>Where signed-out visitors arrive; the button leaves for the company's identity provider.</summary>
public sealed partial class SignInPage
{
    [Inject] public required IOptions<SignInOptions> Options { get; init; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery] public bool Failed { get; set; }

    /// <summary>Set by the sign-in that could not begin.</summary>
    [SupplyParameterFromQuery] public bool WithoutHttps { get; set; }

    private string LoginUrl => $"{SignInEndpoints.LoginPath}?returnUrl={Uri.EscapeDataString(SignInEndpoints.LocalUrl(ReturnUrl))}";
}
