using FusionPortal.Core;

namespace FusionPortal.TestKit;

/// <summary>The same five people as in the demo.</summary>
public static class TestActors
{
    public static Actor Ana { get; } = Person("ana", "Ana Ruiz", Role.Installer);

    public static Actor Marek { get; } = Person("marek", "Marek Novák", Role.Installer);

    public static Actor Priya { get; } = Person("priya", "Priya Shah", Role.Lead);

    public static Actor Ingrid { get; } = Person("ingrid", "Ingrid Holm", Role.Auditor);

    public static Actor Tom { get; } = Person("tom", "Tom Becker", Role.Administrator);

    /// <summary>Signed in, but in no group that the portal knows.</summary>
    public static Actor Nobody { get; } = new("nobody", "No Body", new HashSet<Role>());

    public static Actor Of(Role role) => role switch
    {
        Role.Installer => Ana,
        Role.Lead => Priya,
        Role.Auditor => Ingrid,
        Role.Administrator => Tom,
    };

    private static Actor Person(string subject, string name, Role role) => new(subject, name, new HashSet<Role> { role });
}
