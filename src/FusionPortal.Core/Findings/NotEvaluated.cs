using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Findings;

/// <summary>
/// Why one convention could not be judged although its target was read: of one resource, or of so many of a target for one and the same
/// reason.
/// Kept by validity range. A target that was not read has no rows here; the coverage ledger says why.
/// </summary>
public sealed class NotEvaluated
{
    /// <summary>0 for what is judged over all targets.</summary>
    public int TargetId { get; init; }

    public required string ConventionId { get; init; }

    /// <summary>128 bits of the subject's SHA-256; zero where the row is about several resources.</summary>
    public Guid SubjectHash { get; init; }

    /// <summary>128 bits of the reason's SHA-256.</summary>
    public Guid WhyHash { get; init; }

    /// <summary>The ARN, or what else the convention judges; null where the row is about several resources.</summary>
    public string? Subject { get; init; }

    /// <summary>Whose the subject is; null where it is nobody's, or the row is about several resources.</summary>
    public string? OrgId { get; init; }

    /// <summary>In a sentence, what stands in the way; fit to be shown.</summary>
    public required string Why { get; init; }

    /// <summary>In a sentence, what would let it be judged.</summary>
    public required string Answer { get; init; }

    /// <summary>Resource and convention pairs the row stands for.</summary>
    public int Pairs { get; init; }

    /// <summary>From when on it has been so without a break, whatever the number of pairs.</summary>
    public DateTimeOffset Since { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }
}

internal sealed class NotEvaluatedConfiguration : IEntityTypeConfiguration<NotEvaluated>
{
    public void Configure(EntityTypeBuilder<NotEvaluated> builder)
    {
        builder.ToTable("not_evaluated");
        builder.HasKey(n => new { n.TargetId, n.ConventionId, n.SubjectHash, n.WhyHash, n.ValidFrom });
        builder.Property(n => n.ConventionId).HasMaxLength(64);
        builder.Property(n => n.ValidTo).HasDefaultValueSql("'infinity'");
        builder.HasIndex(n => new { n.TargetId, n.ConventionId, n.SubjectHash, n.WhyHash }).HasDatabaseName("ix_not_evaluated_current")
            .IsUnique().HasFilter("valid_to = 'infinity'");
    }
}
