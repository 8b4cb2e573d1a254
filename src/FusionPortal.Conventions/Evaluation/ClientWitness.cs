namespace FusionPortal.Conventions.Evaluation;

/// <summary>One place that says whose a resource is.</summary>
/// <param name="Place">For people: "OrgId tag", "S3 bucket name".</param>
/// <param name="OrgId">As recorded when known, else as it stands there, fit for showing.</param>
/// <param name="Organization">The known organization, or null.</param>
public sealed record ClientWitness(string Place, string OrgId, OrganizationRecord? Organization)
{
    internal static IReadOnlyList<ClientWitness> Of(in ResourceView view) =>
        [.. Claims.Of(view).SelectMany(c => c.Places.Select(place => new ClientWitness(Claims.What(place), c.OrgId, c.Organization)))];
}
