using FusionPortal.Core.Abstractions;
using FusionPortal.Core.Coverage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Scans;

/// <summary>Where one target of one scan stands.</summary>
public enum TargetState { Waiting, Reading, Completed, Failed }

/// <summary>One target's part in one scan, with its live counters.</summary>
public sealed class ScanTargetRun
{
    public Guid ScanId { get; init; }

    /// <summary>The coverage row of the target.</summary>
    public int TargetId { get; init; }

    public TargetState State { get; set; }

    public TargetFailure? Failure { get; set; }

    public string? Message { get; set; }

    /// <summary>True where nobody can read the account: no target of the scan then, only how what was known of it shows.</summary>
    public bool OutOfSight { get; set; }

    /// <summary>Counts the times a process took the target; a process commits only while its own number is still here.</summary>
    public int Attempt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public int Pages { get; set; }

    public int Calls { get; set; }

    public int Throttled { get; set; }

    /// <summary>AWS calls by API as a JSON object, for example <c>{"tagging:GetResources": 3}</c>; null until the target has
    /// ended.</summary>
    public string? Apis { get; set; }

    public int Resources { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Removed { get; set; }
}

internal sealed class ScanTargetRunConfiguration : IEntityTypeConfiguration<ScanTargetRun>
{
    public void Configure(EntityTypeBuilder<ScanTargetRun> builder)
    {
        builder.ToTable("scan_target");
        builder.HasKey(t => new { t.ScanId, t.TargetId });
        builder.Property(t => t.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(t => t.Failure).HasConversion<string>().HasMaxLength(16);
        builder.Property(t => t.Message).HasMaxLength(2000);
        builder.Property(t => t.Apis).HasColumnType("jsonb");
        builder.Property(t => t.OutOfSight).HasDefaultValue(false);
        builder.HasOne<Scan>().WithMany().HasForeignKey(t => t.ScanId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<TargetCoverage>().WithMany().HasForeignKey(t => t.TargetId).OnDelete(DeleteBehavior.Restrict);
        // Coverage at a past moment: the last attempt of a target before it.
        builder.HasIndex(t => new { t.TargetId, t.EndedAt });
    }
}
