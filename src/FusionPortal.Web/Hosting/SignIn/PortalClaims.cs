using System.Globalization;
using System.Security.Claims;
using FusionPortal.Core;
using FusionPortal.Core.People;
using FusionPortal.Core.People.Recovery;
using FusionPortal.Core.Text;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>The few claims the portal keeps of a person or client, whatever else the provider sent.</summary>
internal static class PortalClaims
{
    public const string Subject = "sub";
    public const string Name = "name";
    public const string Role = "role";
    public const string Group = "group";

    /// <summary>Why somebody has no role, in words for an administrator, a claim a line. Only where there is none.</summary>
    public const string WhyNoRole = "why_no_role";

    /// <summary>The same as one text; null for somebody with a role.</summary>
    public static string? WhyNoRoleOf(ClaimsPrincipal? user) =>
        user?.FindAll(WhyNoRole).Select(line => line.Value).ToArray() is { Length: > 0 } lines ? string.Join(' ', lines) : null;

    /// <summary>This sign-in, of this person, in this browser.</summary>
    public const string Session = "session";

    /// <summary>When the session ends, in Unix seconds.</summary>
    public const string SessionEnds = "session_ends";

    /// <summary>The recovery link that opened the session. Then its roles come from no group.</summary>
    public const string Recovery = "recovery";

    /// <summary>A principal of the session that a recovery link opens: an administrator, whatever the groups say.</summary>
    public static ClaimsPrincipal OfRecovery(RecoverySession session)
    {
        var identity = new ClaimsIdentity("FusionPortal", Name, Role);
        identity.AddClaims(
        [
            new(Subject, session.SubjectId), new(Name, session.Mail), new(Role, nameof(Core.Role.Administrator)),
                new(Recovery, session.LinkId.ToString()),
            .. SignInModule.SessionClaims(session.EndsAt),
        ]);
        return new ClaimsPrincipal(identity);
    }

    public static DateTimeOffset? SessionEnd(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirst(SessionEnds)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    // Okta says cid, the first version of Entra ID's tokens appid.
    private static readonly string[] ClientClaims = ["client_id", "azp", "cid", "appid"];

    /// <summary>Roles by the groups the provider states and the mapping of the configuration.</summary>
    public static IReadOnlySet<Role> RolesOf(IEnumerable<string> groups, SignInOptions options)
    {
        var held = groups.ToArray();
        return options.RoleGroups.Where(r => r.Value.Any(name => held.Any(group => Gives(name, group)))).Select(r => r.Key).ToHashSet();
    }

    // The same group of the first level is /leads with its path and leads without. Only a name that ends in /* takes the groups beneath.
    private static bool Gives(string configured, string group)
    {
        var (name, held) = (WithoutSlash(configured), WithoutSlash(group));
        return name == held
            || (name.EndsWith("/*", StringComparison.Ordinal)
            && (held == name[..^2] || held.StartsWith(name[..^1], StringComparison.Ordinal)));
    }

    private static string WithoutSlash(string group) => group is ['/', ..] ? group[1..] : group;

    /// <summary>
    /// The subject by the configured claim. Only a token that a client got for itself may be named by the client instead: a person's token
    /// without the claim is nobody's, or everybody who uses that client would be one person.
    /// </summary>
    public static string? SubjectOf(ClaimsPrincipal provided, SignInOptions options)
    {
        if (Claim(provided, options.SubjectClaim) is { } subject) return subject;
        var client = ClientClaims.Select(type => Claim(provided, type)).FirstOrDefault(value => value is not null);
        return Claim(provided, "sub") is not { } sub || sub == client ? client : null;
    }

    /// <summary>What the provider said of the person, for the portal to remember; null when it named no subject.</summary>
    public static SignedInPerson? PersonOf(ClaimsPrincipal provided, SignInOptions options) =>
        SubjectOf(provided, options) is not { } subject
            ? null
            : new SignedInPerson(
                subject, NameOf(provided) ?? subject,
                // Providers that give no mail often name people by an address.
                new[] { "email", "preferred_username", "upn" }.Select(type => Claim(provided, type))
                    .FirstOrDefault(value => value?.Contains('@', StringComparison.Ordinal) == true),
                Claim(provided, "sub"));

    private static string? NameOf(ClaimsPrincipal provided) =>
        ((string[])["name", "preferred_username", .. ClientClaims]).Select(type => Claim(provided, type))
            .FirstOrDefault(value => value is not null);

    // What no text can keep says nothing of anybody: the next claim is looked at, or the person has none.
    private static string? Claim(ClaimsPrincipal provided, string type) =>
        provided.FindFirst(type)?.Value is { } value && !string.IsNullOrWhiteSpace(value) && StorableText.Is(value) ? value : null;

    /// <summary>A principal of the portal's own claims: subject, name, the groups that gave a role, and the roles.</summary>
    /// <returns>Null when the provider named no subject.</returns>
    public static ClaimsPrincipal? Reduce(ClaimsPrincipal provided, SignInOptions options, params IEnumerable<Claim> extra)
    {
        if (SubjectOf(provided, options) is not { } subject) return null;

        var name = NameOf(provided) ?? subject;
        var said = ProvidedGroups.Read(provided, options);
        var groups = said.Values.Where(group => RolesOf([group], options).Count > 0).ToArray();

        var identity = new ClaimsIdentity("FusionPortal", Name, Role);
        identity.AddClaim(new Claim(Subject, subject));
        identity.AddClaim(new Claim(Name, name));
        identity.AddClaims(groups.Select(g => new Claim(Group, g)));
        identity.AddClaims(RolesOf(groups, options).Select(r => new Claim(Role, r.ToString())));
        if (groups.Length == 0) identity.AddClaims(said.WhyNoRole(options).Select(line => new Claim(WhyNoRole, line)));
        identity.AddClaims(extra);
        return new ClaimsPrincipal(identity);
    }
}
