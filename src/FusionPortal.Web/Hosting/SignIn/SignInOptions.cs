using FusionPortal.Core.People;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>Section <c>Authentication</c>: the company's OpenID Connect provider and what its groups may do here.</summary>
public sealed class SignInOptions
{
    public const string Section = "Authentication";

    /// <summary>The provider's issuer address. Outside Development it must be https.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>The audience an API bearer token must carry.</summary>
    public string Audience { get; set; } = "fusionportal";

    /// <summary>A scope an API bearer token must carry; empty when the provider tells API access by audience alone.</summary>
    public string ApiScope { get; set; } = "";

    /// <summary>Asked for at sign-in, beside <c>openid</c>.</summary>
    public string[] Scopes { get; set; } = ["profile", "groups"];

    /// <summary>
    /// The claim that names a person for good, at sign-in and in API tokens alike: <c>sub</c>, or <c>oid</c> where the provider gives every
    /// application another <c>sub</c> for the same person, as Microsoft Entra ID does.
    /// </summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>The claim that lists a person's groups, one claim value each.</summary>
    public string GroupClaim { get; set; } = "groups";

    /// <summary>For each role the groups that give it, for example <c>Installer: [fusionportal-installers]</c>. Several roles add up.</summary>
    public Dictionary<Role, string[]> RoleGroups { get; } = [];

    /// <summary>Hours from sign-in until one signs in again, 1 to 24. Not prolonged by activity.</summary>
    public double SessionHours { get; set; } = 8;
}
