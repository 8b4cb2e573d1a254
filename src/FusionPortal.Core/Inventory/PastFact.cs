using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// What a <see cref="ResourceFact"/> said before it said something else. Written by a trigger; the present answer is in
/// <see cref="ResourceFact"/>, valid since its <see cref="ResourceFact.ChangedAt"/>.
/// </summary>
public sealed class PastFact
{
    /// <inheritdoc cref="ResourceVersion.ArnHash"/>
    public Guid ArnHash { get; init; }

    /// <inheritdoc cref="ResourceFact.Source"/>
    public required string Source { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }

    /// <inheritdoc cref="ResourceFact.Facts"/>
    public required string Facts { get; init; }
}

internal sealed class PastFactConfiguration : IEntityTypeConfiguration<PastFact>
{
    public void Configure(EntityTypeBuilder<PastFact> builder)
    {
        builder.ToTable("resource_fact_past");
        builder.HasKey(f => new { f.ArnHash, f.Source, f.ValidFrom });
        builder.Property(f => f.Source).HasMaxLength(16);
        builder.Property(f => f.Facts).HasColumnType("jsonb");
        builder.HasIndex(f => f.ValidTo);
    }
}
