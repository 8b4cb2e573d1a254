using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.People;

/// <summary>
/// The visit of one person that goes on, or was the last: one row each. It is no fact of the company's work, so none of it stands in the
/// audit trail, and only its own person is ever shown it.
/// </summary>
public sealed class PersonVisit
{
    /// <summary>One id for all ids of the person, as the portal knew it when the row was written.</summary>
    public required string PersonId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When a page was last opened.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>When the last page of the visit before was opened; null during the first.</summary>
    public DateTimeOffset? SeenBefore { get; init; }
}

internal sealed class PersonVisitConfiguration : IEntityTypeConfiguration<PersonVisit>
{
    public void Configure(EntityTypeBuilder<PersonVisit> builder)
    {
        builder.ToTable("person_visit");
        builder.HasKey(v => v.PersonId);
    }
}
