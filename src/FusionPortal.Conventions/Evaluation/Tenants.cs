namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// The clients that installs record on what several clients share: whose it is, as far as it is anybody's. They are told where a convention
/// of the book judges the tenants of the very resource, and of none other of its name.
/// </summary>
internal static class Tenants
{
    /// <summary>
    /// Whether any client is recorded on it; and whether one of them belongs into another kind of account than production. Allocates
    /// nothing for a resource of which no checklist speaks.
    /// </summary>
    public static (bool Any, bool Foreign) Sides(in ResourceView view, Books.BookSettings settings)
    {
        var (any, foreign) = (false, false);
        foreach (var tenant in Of(in view))
        {
            any = true;
            foreign |= !settings.BelongsInProduction(tenant.Environment);
        }

        return (any, foreign);
    }

    /// <summary>By ID.</summary>
    public static IReadOnlyList<OrganizationRecord> Of(in ResourceView view) =>
        view.Captured is { } captured && captured.TellsTenantsOf(view.Resource.Kind) && captured.Find(view.Resource.Arn) is { } sighting
            ? Among(captured.SaidOf(sighting), view.Records) : [];

    /// <summary>Those that checklists name, by ID.</summary>
    public static IReadOnlyList<OrganizationRecord> Among(IEnumerable<CapturedResource> said, PortalRecords records) =>
        [.. said.Select(c => c.OrgId is null ? null : records.Organization(c.OrgId)).OfType<OrganizationRecord>().Distinct()
            .OrderBy(o => o.OrgId, StringComparer.Ordinal)];
}
