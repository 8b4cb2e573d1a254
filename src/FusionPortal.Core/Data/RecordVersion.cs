using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Data;

/// <summary>
/// What one of the portal's own records said from <see cref="ValidFrom"/> until before <see cref="ValidTo"/>. Written by triggers on the
/// records' tables, whoever writes those; the portal's login can only read it. Kept for ever: records are few and change seldom.
/// </summary>
public sealed class RecordVersion
{
    public const string Account = "account";
    public const string Organization = "organization";
    public const string SharedResource = "shared-resource";

    /// <summary>One of the constants.</summary>
    public required string Entity { get; init; }

    /// <summary>The account's id, the organization's key, the shared resource's id.</summary>
    public required string Key { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Infinity while current.</summary>
    public DateTimeOffset ValidTo { get; init; }

    /// <summary>The whole row, without what changes by itself, as JSON: a column added later is in it from then on.</summary>
    public required string Record { get; init; }
}

internal sealed class RecordVersionConfiguration : IEntityTypeConfiguration<RecordVersion>
{
    public void Configure(EntityTypeBuilder<RecordVersion> builder)
    {
        builder.ToTable("record_version");
        builder.HasKey(v => new { v.Entity, v.Key, v.ValidFrom });
        builder.Property(v => v.Entity).HasMaxLength(32);
        builder.Property(v => v.Key).HasMaxLength(64);
        builder.Property(v => v.ValidTo).HasDefaultValueSql("'infinity'");
        builder.Property(v => v.Record).HasColumnType("jsonb");
        builder.HasIndex(v => new { v.Entity, v.Key }).HasDatabaseName("ix_record_version_current").IsUnique()
            .HasFilter("valid_to = 'infinity'");
    }
}
