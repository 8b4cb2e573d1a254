using FusionPortal.Core;

namespace FusionPortal.Demo.Identity;

/// <summary>Someone, or some script, the demo provider signs in.</summary>
/// <param name="SubjectId">The <c>sub</c> claim; never changes.</param>
/// <param name="Groups">The <c>groups</c> claims, which the portal's configuration maps to roles.</param>
/// <param name="Purpose">What one can see by being this person.</param>
public sealed record Persona(string SubjectId, string Name, string Title, string Email, IReadOnlyList<string> Groups, string Purpose)
{
    public const string Installers = "fusionportal-installers";
    public const string Leads = "fusionportal-leads";
    public const string Auditors = "fusionportal-auditors";
    public const string Administrators = "fusionportal-administrators";

    /// <summary>The person of that <c>sub</c>.</summary>
    public static Persona Of(string subjectId) => People.First(person => person.SubjectId == subjectId);

    /// <summary>Acting by the portal's use cases, as when signed in.</summary>
    internal Actor As(Role role) => new(SubjectId, Name, new HashSet<Role> { role });

    /// <summary>The people one can sign in as.</summary>
    public static IReadOnlyList<Persona> People { get; } =
    [
        new("ana.ruiz", "Ana Ruiz", "Installer", "ana.ruiz@example.com", [Installers], "Works the checklists of her clients"),
        new("marek.novak", "Marek Novák", "Installer", "marek.novak@example.com", [Installers], "A second installer, to see both at work"),
        new("priya.shah", "Priya Shah", "Lead", "priya.shah@example.com", [Leads], "Sees how clean Production is, and who has to act"),
        new("ingrid.holm", "Ingrid Holm", "Auditor", "ingrid.holm@example.com", [Auditors], "Reads everything and changes nothing"),
        new("tom.becker", "Tom Becker", "Administrator", "tom.becker@example.com", [Administrators],
            "Declares accounts and sets the portal up"),
    ];

    /// <summary>The clients that get tokens of their own, for scripts. Secret: <see cref="DemoIdentityProvider.ClientSecret"/>.</summary>
    public static IReadOnlyList<Persona> Clients { get; } =
    [
        Client("demo-installer", "Installer", Installers),
        Client("demo-lead", "Lead", Leads),
        Client("demo-auditor", "Auditor", Auditors),
        Client("demo-administrator", "Administrator", Administrators),
    ];

    private static Persona Client(string id, string role, string group) =>
        new(id, $"Script as {role}", role, $"{id}@example.com", [group], "A script, by client credentials");
}
