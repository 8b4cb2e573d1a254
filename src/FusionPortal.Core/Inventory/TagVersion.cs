using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// The tags of a resource as the tagging API told them, from <see cref="ValidFrom"/> until before <see cref="ValidTo"/>. Only of kinds
/// that a service's own list shows: existence is that list's word, the tagging API may remember what is gone. Written in bulk by the merge.
/// </summary>
public sealed class TagVersion
{
    /// <summary>The tagging target of the account and region.</summary>
    public int TargetId { get; init; }

    /// <inheritdoc cref="ResourceVersion.ArnHash"/>
    public Guid ArnHash { get; init; }

    public Guid ContentHash { get; init; }

    public required string Arn { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required string Tags { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Infinity while current.</summary>
    public DateTimeOffset ValidTo { get; init; }
}

internal sealed class TagVersionConfiguration : IEntityTypeConfiguration<TagVersion>
{
    public void Configure(EntityTypeBuilder<TagVersion> builder)
    {
        builder.ToTable("tag_version");
        builder.HasKey(r => new { r.TargetId, r.ArnHash, r.ValidFrom });
        builder.Property(r => r.Tags).HasColumnType("jsonb");
        builder.Property(r => r.ValidTo).HasDefaultValueSql("'infinity'");
        builder.HasIndex(r => new { r.TargetId, r.ArnHash })
            .HasDatabaseName("ix_tag_version_current")
            .IsUnique().HasFilter("valid_to = 'infinity'")
            .IncludeProperties(r => r.ContentHash);
    }
}
