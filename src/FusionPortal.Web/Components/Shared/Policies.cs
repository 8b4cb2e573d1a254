using FusionPortal.Core;

namespace FusionPortal.Web.Components.Shared;

/// <summary>
/// Who may open or do something, by name: for <c>[Authorize(Policy = Policies.Oversee)]</c> of a page, and asked of a person. Every use
/// case checks again.
/// </summary>
public static class Policies
{
    /// <summary>Record clients, start runs and work them. Auditors change nothing.</summary>
    public const string WorkRuns = "work-runs";

    /// <summary>Look over others' work: accounts, the audit trail.</summary>
    public const string Oversee = "oversee";

    /// <summary>Decide what is scanned and when, and what accounts are for.</summary>
    public const string Direct = "direct";

    /// <summary>Publish the convention book and the templates.</summary>
    public const string Administer = "administer";

    /// <summary>The roles of each.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Role>> Roles { get; } = new Dictionary<string, IReadOnlyList<Role>>
    {
        [WorkRuns] = [Role.Installer, Role.Lead, Role.Administrator],
        [Oversee] = [Role.Lead, Role.Auditor, Role.Administrator],
        [Direct] = [Role.Lead, Role.Administrator],
        [Administer] = [Role.Administrator],
    };

    /// <summary>Whether a policy lets the person.</summary>
    public static bool Allows(string policy, Actor actor) => Roles[policy].Any(actor.Is);
}
