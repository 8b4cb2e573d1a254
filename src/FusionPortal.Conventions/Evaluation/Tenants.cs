namespace FusionPortal.Conventions.Evaluation;

/// <summary>The clients that installs record on what several clients share: whose it is, as far as it is anybody's.</summary>
internal static class Tenants
{
    /// <summary>
    /// Whether any client is recorded on it; and whether one of them belongs into another kind of account than production. Allocates
    /// nothing.
    /// </summary>
    public static (bool Any, bool Foreign) Sides(in ResourceView view, Books.BookSettings settings)
    {
        var (any, foreign) = (false, false);
        foreach (var captured in view.Records.Captured.Of(view.Resource.Kind, view.Resource.Name))
        {
            if (captured.OrgId is not { } id || view.Records.Organization(id) is not { } tenant) continue;
            any = true;
            foreign |= !settings.BelongsInProduction(tenant.Environment);
        }

        return (any, foreign);
    }

    /// <summary>By ID.</summary>
    public static IReadOnlyList<OrganizationRecord> Of(in ResourceView view) =>
        [.. view.Records.Captured.TenantsOf(view.Resource.Kind, view.Resource.Name).Select(view.Records.Organization)
            .OfType<OrganizationRecord>()];
}
