using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Inventory;

/// <summary>
/// What was read of one resource alone and not from a list: a bucket's policy, who made something. Read in passes of their own, since it
/// costs calls by the resource, and kept until it is read again.
/// </summary>
public sealed class ResourceFact
{
    /// <summary>Who made it, as CloudTrail told; JSON null where CloudTrail does not know.</summary>
    public const string Creator = "creator";

    /// <inheritdoc cref="ResourceVersion.ArnHash"/>
    public Guid ArnHash { get; init; }

    /// <summary><see cref="Creator"/>, or what its kind's <see cref="Abstractions.FactPass.Source"/> says.</summary>
    public required string Source { get; init; }

    public required string Arn { get; init; }

    public required string AccountId { get; init; }

    /// <summary>A JSON object, or JSON null for a miss that is remembered.</summary>
    public required string Facts { get; set; }

    /// <summary>When AWS was last asked.</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>When the answer last differed from the one before.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class ResourceFactConfiguration : IEntityTypeConfiguration<ResourceFact>
{
    public void Configure(EntityTypeBuilder<ResourceFact> builder)
    {
        builder.ToTable("resource_fact");
        builder.HasKey(f => new { f.ArnHash, f.Source });
        builder.Property(f => f.Source).HasMaxLength(16);
        builder.Property(f => f.AccountId).HasMaxLength(12);
        builder.Property(f => f.Facts).HasColumnType("jsonb");
        // A pass takes what was read longest ago first.
        builder.HasIndex(f => new { f.Source, f.ReadAt });
        builder.HasIndex(f => f.ChangedAt);
    }
}
