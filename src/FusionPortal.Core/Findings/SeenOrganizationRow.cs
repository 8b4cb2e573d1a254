using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Findings;

/// <summary>
/// An organization that resources name and nobody had recorded at the last judging that could see it. Worked out anew by each judging: it
/// is what clients are offered from, and no record.
/// </summary>
public sealed class SeenOrganizationRow
{
    /// <summary>The ID in lower case.</summary>
    public required string Key { get; init; }

    public long Resources { get; init; }

    /// <summary>A <see cref="Conventions.Evaluation.SeenOrganization"/> as JSON.</summary>
    public required string Detail { get; init; }

    /// <summary>The judging that saw it last.</summary>
    public DateTimeOffset SeenAt { get; init; }
}

internal sealed class SeenOrganizationConfiguration : IEntityTypeConfiguration<SeenOrganizationRow>
{
    public void Configure(EntityTypeBuilder<SeenOrganizationRow> builder)
    {
        builder.ToTable("seen_organization");
        builder.HasKey(s => s.Key);
        builder.Property(s => s.Detail).HasColumnType("jsonb");
    }
}
