namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Which host and which database a client's install records, as the portal's own records should know it.</summary>
/// <param name="OrgId">The organization ID.</param>
/// <param name="Host">For example POS02.</param>
/// <param name="Database">For example db-POS-02.</param>
public sealed record DemoHosting(string OrgId, string Host, string Database);

internal static class DemoHostings
{
    public static IReadOnlyList<DemoHosting> All { get; } =
    [
        new("juniper", "POS01", "db-POS-02"),
        new("sunfield", "POS04", "db-POS-03"),
        new("saltlane", "POS02", "db-RMS-04"),
    ];
}
