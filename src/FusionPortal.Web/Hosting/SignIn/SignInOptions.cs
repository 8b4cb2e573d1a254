using FusionPortal.Core;

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

    /// <summary>
    /// The claim that says what a bearer token is meant for: <c>aud</c>, or <c>client_id</c> where access tokens carry no audience, as
    /// those of Amazon Cognito. <see cref="Audience"/> is then the id of the one client whose tokens open the API.
    /// </summary>
    public string AudienceClaim { get; set; } = "aud";

    /// <summary>
    /// A scope an API bearer token must carry, in <c>scope</c> or <c>scp</c>; empty when the provider tells API access by audience alone.
    /// Tokens that Microsoft Entra ID issues to a program by itself carry none.
    /// </summary>
    public string ApiScope { get; set; } = "";

    /// <summary>Asked for at sign-in, beside <c>openid</c>: a list, or one text with blanks or commas between.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = ["profile", "groups"];

    /// <summary>
    /// The claim that names a person for good, at sign-in and in API tokens alike: <c>sub</c>, or <c>oid</c> where the provider gives every
    /// application another <c>sub</c> for the same person, as Microsoft Entra ID does.
    /// </summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>
    /// The claims that list groups or roles, at sign-in and in API tokens alike; several are separated by blanks and add up. A path leads
    /// into an object: <c>realm_access.roles</c>. <c>{client}</c> stands for <see cref="ClientId"/> and <c>{audience}</c> for
    /// <see cref="Audience"/>:
    /// <c>resource_access.{client}.roles</c>.
    /// </summary>
    public string GroupClaim { get; set; } = "groups";

    /// <summary>
    /// For each role the groups that give it, for example <c>Installer: [fusionportal-installers]</c>. Several roles add up. Names compare
    /// exactly; a slash at the beginning makes no difference, and <c>/portal/leads/*</c> is the group <c>/portal/leads</c> with every group
    /// beneath it.
    /// </summary>
    public Dictionary<Role, IReadOnlyList<string>> RoleGroups { get; } = [];

    /// <summary>Hours from sign-in until one signs in again, 1 to 24. Not prolonged by activity.</summary>
    public double SessionHours { get; set; } = 8;
}
