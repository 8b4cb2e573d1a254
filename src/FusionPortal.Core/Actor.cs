namespace FusionPortal.Core;

/// <summary>What a signed-in person or a client may do. Mapped from OpenID group claims by configuration.</summary>
public enum Role { Installer, Lead, Auditor, Administrator }

/// <summary>Who performs a use case. Every write takes one; background jobs use <see cref="System"/>.</summary>
/// <param name="SubjectId">The immutable subject claim of the identity provider.</param>
/// <param name="DisplayName">The name at the time, kept with what was done.</param>
/// <param name="Roles">Roles at the time.</param>
/// <param name="RequestId">Ties the events of one click together.</param>
public sealed record Actor(string SubjectId, string DisplayName, IReadOnlySet<Role> Roles, string? RequestId = null)
{
    /// <summary>The portal itself: schedules, scans, first-start imports.</summary>
    public static Actor System { get; } = new("system", "FusionPortal", new HashSet<Role>());

    public bool IsSystem => SubjectId == "system";

    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>Refuses unless the actor holds one of the roles, or is the portal itself.</summary>
    /// <exception cref="RefusedException">Kind <see cref="RefusalKind.Forbidden"/>.</exception>
    public void Require(params ReadOnlySpan<Role> anyOf)
    {
        if (IsSystem) return;
        foreach (var role in anyOf)
            if (Roles.Contains(role)) return;
        var needed = string.Join(" or ", anyOf.ToArray());
        throw new RefusedException(RefusalKind.Forbidden, "forbidden", $"It needs {needed}.");
    }
}
