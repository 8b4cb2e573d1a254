namespace FusionPortal.Conventions.Evaluation;

/// <summary>Whose a resource is, as far as its name, its tags and the portal's records tell.</summary>
/// <param name="OrgId">The organization ID: spelled as recorded when the organization is known, else as the name or tag has it; null when
/// nothing names one.</param>
/// <param name="Organization">The known organization, or null.</param>
/// <param name="By">What told.</param>
public sealed record Attribution(string? OrgId, OrganizationRecord? Organization, AttributionSource By)
{
    internal static Attribution Of(in ResourceView view)
    {
        if (view.ByRecord is { } byRecord) return new(byRecord.OrgId, byRecord, AttributionSource.RecordedName);
        if (view.ByName is { } byName) return new(byName.OrgId, byName, AttributionSource.Name);
        if (view.IsUndecided) return new(null, null, AttributionSource.Nothing);
        if (view.ByHabit is { } byHabit) return new(byHabit.OrgId, byHabit, AttributionSource.FirstWordOfName);
        if (view.ByTag is { } byTag) return new(byTag.OrgId, byTag, AttributionSource.Tag);
        return new(
            view.OrgId, null, view.Tag.HasValue ? AttributionSource.Tag : view.NamePattern is not null ? AttributionSource.Name
            : AttributionSource.Nothing);
    }
}

/// <summary>What told whose a resource is.</summary>
public enum AttributionSource
{
    /// <summary>Nothing names an organization, or two tags disagree.</summary>
    Nothing,

    RecordedName,

    /// <summary>A naming pattern of the book.</summary>
    Name,

    Tag,

    /// <summary>The habit of beginning a name with the client's ID, where neither pattern nor tag says anything.</summary>
    FirstWordOfName,
}
