using FusionPortal.Conventions.Books;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>What a collector keeps of a resource to tell of it later; about 100 bytes beside texts that others hold as well.</summary>
/// <param name="Arn">The resource's identity.</param>
/// <param name="Name">Fit for showing.</param>
/// <param name="OrgId">Whose it is, as far as that can be told; null where nothing names anybody.</param>
internal sealed record SeenResource(
    string Arn, string Kind, string Name, string AccountId, string Region, string? OrgId, OrganizationRecord? Organization)
{
    /// <summary>The kind and the name: "RDS instance db-pos-01".</summary>
    public string Named => Phrases.Named(Kind, Name);

    public static SeenResource Of(in ResourceView view)
    {
        var resource = view.Resource;
        return new(
            resource.Arn, resource.Kind, view.ShownName, resource.AccountId, resource.Region, view.OrgId, view.Organization);
    }

    /// <summary>
    /// Whether it says the same resource otherwise, and goes before what the view says: of two targets that show one resource, in whatever
    /// order they come, the same one speaks.
    /// </summary>
    public bool GoesBefore(in ResourceView view)
    {
        var byName = string.CompareOrdinal(Name, view.ShownName);
        if (byName != 0) return byName < 0;
        // A bucket's ARN names no account.
        var byAccount = string.CompareOrdinal(AccountId, view.Resource.AccountId);
        return byAccount < 0 || (byAccount == 0 && string.CompareOrdinal(OrgId, view.OrgId) <= 0);
    }

    /// <summary>Whether the view says the same.</summary>
    public bool Says(in ResourceView view) => Name == view.ShownName && OrgId == view.OrgId;

    public VerdictSubject Subject => new(Arn, null, Organization);

    public Violation Violated(
        Convention convention, string title, string expected, string actual, Evidence evidence, string? suggestion = null) => new(
        convention.Id, Arn, Kind, Name, AccountId, Region, OrgId, Organization?.Environment, convention.Severity, title, expected, actual,
        suggestion, evidence);

    /// <param name="reason">In a sentence, what stands in the way.</param>
    /// <param name="answer">In a sentence, what would let it be judged.</param>
    public NotEvaluatedVerdict NotEvaluated(Convention convention, string reason, string answer) =>
        new(convention.Id, Arn, Organization?.OrgId, AccountId, reason) { Answer = answer };
}
