using System.Globalization;
using System.Security.Claims;
using FusionPortal.Core.People;

namespace FusionPortal.Web.Hosting.SignIn;

/// <summary>The few claims the portal keeps of a person or client, whatever else the provider sent.</summary>
internal static class PortalClaims
{
    public const string Subject = "sub";
    public const string Name = "name";
    public const string Role = "role";
    public const string Group = "group";

    /// <summary>This sign-in, of this person, in this browser.</summary>
    public const string Session = "session";

    /// <summary>When the session ends, in Unix seconds.</summary>
    public const string SessionEnds = "session_ends";

    public static DateTimeOffset? SessionEnd(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirst(SessionEnds)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>Roles by the groups the provider states and the mapping of the configuration. Group names compare exactly.</summary>
    public static IReadOnlySet<Role> RolesOf(IEnumerable<string> groups, SignInOptions options)
    {
        var held = groups.ToHashSet(StringComparer.Ordinal);
        return options.RoleGroups.Where(r => r.Value.Any(held.Contains)).Select(r => r.Key).ToHashSet();
    }

    /// <summary>
    /// The subject by the configured claim. Only a token that a client got for itself may be named by the client instead: a person's token
    /// without the claim is nobody's, or everybody who uses that client would be one person.
    /// </summary>
    public static string? SubjectOf(ClaimsPrincipal provided, SignInOptions options)
    {
        if (Claim(provided, options.SubjectClaim) is { } subject) return subject;
        var client = Claim(provided, "client_id") ?? Claim(provided, "azp");
        return Claim(provided, "sub") is not { } sub || sub == client ? client : null;
    }

    /// <summary>What the provider said of the person, for the portal to remember; null when it named no subject.</summary>
    public static SignedInPerson? PersonOf(ClaimsPrincipal provided, SignInOptions options) =>
        SubjectOf(provided, options) is not { } subject
            ? null
            : new SignedInPerson(
                subject, NameOf(provided) ?? subject,
                // Providers that give no mail often name people by an address.
                new[] { "email", "preferred_username", "upn" }.Select(type => Claim(provided, type)).FirstOrDefault(value => value?.Contains('@', StringComparison.Ordinal) == true),
                Claim(provided, "sub"));

    private static string? NameOf(ClaimsPrincipal provided) =>
        new[] { "name", "preferred_username", "client_id", "azp" }.Select(type => Claim(provided, type)).FirstOrDefault(value => value is not null);

    private static string? Claim(ClaimsPrincipal provided, string type) =>
        provided.FindFirst(type)?.Value is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    /// <summary>A principal of the portal's own claims: subject, name, the groups that gave a role, and the roles.</summary>
    /// <returns>Null when the provider named no subject.</returns>
    public static ClaimsPrincipal? Reduce(ClaimsPrincipal provided, SignInOptions options, params IEnumerable<Claim> extra)
    {
        if (SubjectOf(provided, options) is not { } subject) return null;

        var name = NameOf(provided) ?? subject;
        var mapped = options.RoleGroups.Values.SelectMany(g => g).ToHashSet(StringComparer.Ordinal);
        var groups = provided.FindAll(options.GroupClaim).Select(c => c.Value).Where(mapped.Contains).Distinct(StringComparer.Ordinal).ToArray();

        var identity = new ClaimsIdentity("FusionPortal", Name, Role);
        identity.AddClaim(new Claim(Subject, subject));
        identity.AddClaim(new Claim(Name, name));
        identity.AddClaims(groups.Select(g => new Claim(Group, g)));
        identity.AddClaims(RolesOf(groups, options).Select(r => new Claim(Role, r.ToString())));
        identity.AddClaims(extra);
        return new ClaimsPrincipal(identity);
    }
}
