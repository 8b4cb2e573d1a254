using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Values;

/// <summary>Computes names from the run's values and judges names a person recorded.</summary>
internal static class Names
{
    public static (string? Value, string? Problem) Compute(ComputedName compute, OrganizationFacts? organization, Site? site, Func<string, string?> field)
    {
        var name = compute.Pattern;
        foreach (var (part, value) in Parts(compute, organization, site, field)) name = name.Replace($"{{{part}}}", value, StringComparison.Ordinal);
        if (name.Contains('{', StringComparison.Ordinal)) return (null, null);
        return (compute.LowerCase ? name.ToLowerInvariant() : name, null);
    }

    public static string? Misfit(FieldDefinition field, string value) => null;

    private static IEnumerable<(string, string)> Parts(ComputedName compute, OrganizationFacts? organization, Site? site, Func<string, string?> field)
    {
        if (organization is not null) yield return ("orgid", organization.OrgId);
        if (site is not null) yield return ("siteid", site.SiteId);
        foreach (var (part, id) in compute.Parts)
            if (field(id) is { } value) yield return (part, value);
    }
}
