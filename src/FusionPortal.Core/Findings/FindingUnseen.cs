using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Findings;

/// <summary>
/// A stretch of time in which a finding could not be judged although its target was read whole: its tags were not told, or nobody declared
/// the account. It stays open and is not seen. Where the whole target was not read, the coverage ledger says so instead.
/// </summary>
public sealed class FindingUnseen
{
    public Guid FindingId { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }

    /// <summary>The end of the last reading that showed it.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>In a sentence, what stands in the way; fit to be shown.</summary>
    public required string Why { get; init; }
}

internal sealed class FindingUnseenConfiguration : IEntityTypeConfiguration<FindingUnseen>
{
    public void Configure(EntityTypeBuilder<FindingUnseen> builder)
    {
        builder.ToTable("finding_unseen");
        builder.HasKey(u => new { u.FindingId, u.ValidFrom });
        builder.Property(u => u.ValidTo).HasDefaultValueSql("'infinity'");
        builder.HasOne<Finding>().WithMany().HasForeignKey(u => u.FindingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(u => u.FindingId).HasDatabaseName("ix_finding_unseen_current").IsUnique().HasFilter("valid_to = 'infinity'");
    }
}
