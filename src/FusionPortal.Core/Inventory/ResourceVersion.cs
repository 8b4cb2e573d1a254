using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// What a resource looked like from <see cref="ValidFrom"/> until before <see cref="ValidTo"/>. Written only by the merge of a
/// completed target, in bulk; EF only knows the shape.
/// </summary>
public sealed class ResourceVersion
{
    public int TargetId { get; init; }

    /// <summary>128 bits of the ARN's SHA-256: a 2,048-character ARN does not fit an index row.</summary>
    public Guid ArnHash { get; init; }

    /// <summary>128 bits over everything observed; equal means nothing to write.</summary>
    public Guid ContentHash { get; init; }

    public required string Arn { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>As the ARN says, else the target's.</summary>
    public required string AccountId { get; init; }

    /// <summary>As the ARN says, else the target's; empty for global services.</summary>
    public required string Region { get; init; }

    /// <summary>Null where the list that showed the resource carries no tags: they are in <see cref="TagVersion"/>.</summary>
    public string? Tags { get; init; }

    public string? Facts { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Infinity while current.</summary>
    public DateTimeOffset ValidTo { get; init; }
}

internal sealed class ResourceVersionConfiguration : IEntityTypeConfiguration<ResourceVersion>
{
    public void Configure(EntityTypeBuilder<ResourceVersion> builder)
    {
        builder.ToTable("resource_version");
        builder.HasKey(r => new { r.TargetId, r.ArnHash, r.ValidFrom });
        // Unbounded text: AWS decides what it sends, and a length would be checked a million times for nothing.
        builder.Property(r => r.Tags).HasColumnType("jsonb");
        builder.Property(r => r.Facts).HasColumnType("jsonb");
        builder.Property(r => r.ValidTo).HasDefaultValueSql("'infinity'");
        // No foreign key to coverage: it is checked per row, and the merge takes the target from coverage itself.
        // The merge compares hashes through this index alone and never touches the rows of what did not change.
        builder.HasIndex(r => new { r.TargetId, r.ArnHash })
            .HasDatabaseName("ix_resource_version_current")
            .IsUnique().HasFilter("valid_to = 'infinity'")
            .IncludeProperties(r => r.ContentHash);
    }
}
