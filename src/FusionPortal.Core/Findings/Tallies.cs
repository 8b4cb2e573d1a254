using FusionPortal.Core.Coverage;
using FusionPortal.Core.Scans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Findings;

/// <summary>
/// How many resources of one organization in one target passed, failed or could not be judged by one convention.
/// Kept by validity range like everything else, so that a past score can be counted again.
/// </summary>
public sealed class VerdictTally
{
    /// <summary>0 for what is judged over all targets: organizations, and kinds that no source can list.</summary>
    public int TargetId { get; init; }

    public required string ConventionId { get; init; }

    /// <summary>Empty for resources of no organization.</summary>
    public required string OrgId { get; init; }

    public int Passed { get; init; }

    public int Violated { get; init; }

    public int NotEvaluated { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }
}

internal sealed class VerdictTallyConfiguration : IEntityTypeConfiguration<VerdictTally>
{
    public void Configure(EntityTypeBuilder<VerdictTally> builder)
    {
        builder.ToTable("verdict_tally");
        builder.HasKey(t => new { t.TargetId, t.ConventionId, t.OrgId, t.ValidFrom });
        builder.Property(t => t.ConventionId).HasMaxLength(64);
        builder.Property(t => t.ValidTo).HasDefaultValueSql("'infinity'");
        builder.HasIndex(t => new { t.TargetId, t.ConventionId, t.OrgId }).HasDatabaseName("ix_verdict_tally_current")
            .IsUnique().HasFilter("valid_to = 'infinity'");
    }
}

/// <summary>How many resources of one organization one target holds.</summary>
public sealed class ResourceTally
{
    public int TargetId { get; init; }

    /// <summary>Empty for resources of no organization.</summary>
    public required string OrgId { get; init; }

    public int Resources { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }
}

internal sealed class ResourceTallyConfiguration : IEntityTypeConfiguration<ResourceTally>
{
    public void Configure(EntityTypeBuilder<ResourceTally> builder)
    {
        builder.ToTable("resource_tally");
        builder.HasKey(t => new { t.TargetId, t.OrgId, t.ValidFrom });
        builder.Property(t => t.ValidTo).HasDefaultValueSql("'infinity'");
        builder.HasOne<TargetCoverage>().WithMany().HasForeignKey(t => t.TargetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.TargetId, t.OrgId }).HasDatabaseName("ix_resource_tally_current")
            .IsUnique().HasFilter("valid_to = 'infinity'");
    }
}

/// <summary>One judging of what is stored: after a scan, or because the portal's records or the book changed.</summary>
public sealed class Evaluation
{
    public Guid Id { get; init; }

    /// <summary>Null for a re-evaluation without a scan.</summary>
    public Guid? ScanId { get; init; }

    /// <summary>The moment its results are valid from.</summary>
    public DateTimeOffset At { get; init; }

    public int BookVersion { get; init; }

    /// <summary>Over everything judging reads; differing from the present one means judging is due again.</summary>
    public required string InputHash { get; init; }

    /// <summary>Resource and convention pairs judged.</summary>
    public long Pairs { get; init; }

    public int Opened { get; init; }

    public int Reopened { get; init; }

    /// <summary>Those whose resource is gone among them.</summary>
    public int Resolved { get; init; }

    /// <summary>Of the resolved ones, how many because their resource is gone.</summary>
    public int Deleted { get; init; }
}

internal sealed class EvaluationConfiguration : IEntityTypeConfiguration<Evaluation>
{
    public void Configure(EntityTypeBuilder<Evaluation> builder)
    {
        builder.ToTable("evaluation");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.InputHash).HasMaxLength(64);
        builder.Property(e => e.Deleted).HasDefaultValue(0);
        builder.HasIndex(e => e.At);
        builder.HasOne<Scan>().WithMany().HasForeignKey(e => e.ScanId).OnDelete(DeleteBehavior.SetNull);
    }
}
