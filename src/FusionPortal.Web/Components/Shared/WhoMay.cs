using FusionPortal.Core;

namespace FusionPortal.Web.Components.Shared;

/// <summary>Roles as pages name them in their attributes; every use case checks again.</summary>
public static class WhoMay
{
    /// <summary>Record clients, start runs and work them. Auditors change nothing.</summary>
    public const string WorkRuns = $"{nameof(Role.Installer)},{nameof(Role.Lead)},{nameof(Role.Administrator)}";

    /// <summary>Look over others' work: accounts, the audit trail.</summary>
    public const string Oversee = $"{nameof(Role.Lead)},{nameof(Role.Auditor)},{nameof(Role.Administrator)}";

    /// <summary>Publish the convention book and the templates.</summary>
    public const string Administer = nameof(Role.Administrator);

    /// <summary>Decide what is scanned and when, and what accounts are for.</summary>
    public static bool MayDirect(Actor actor) => actor.Is(Role.Lead) || actor.Is(Role.Administrator);

    /// <summary>The same as <see cref="Oversee"/>, asked of a person.</summary>
    public static bool MayOversee(Actor actor) => MayDirect(actor) || actor.Is(Role.Auditor);

    /// <summary>The same as <see cref="WorkRuns"/>, asked of a person.</summary>
    public static bool MayWorkRuns(Actor actor) => actor.Is(Role.Installer) || actor.Is(Role.Lead) || actor.Is(Role.Administrator);
}
