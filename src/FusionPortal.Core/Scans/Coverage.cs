using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Scans;

/// <summary>How the last attempt at a target ended, as the coverage ledger keeps it.</summary>
public enum CoverageOutcome { Never, Completed, Denied, Throttled, NotSupported, Expired, Failed }

/// <summary>
/// One target and what the portal knows of it: the row of the coverage ledger that resources, tallies and findings hang on.
/// </summary>
public sealed class Coverage
{
    public int Id { get; private set; }

    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required string Service { get; init; }

    public CoverageOutcome Outcome { get; set; }

    /// <summary>Since when the target has been covered, or not: the first attempt of an unbroken row of complete, or of failed ones.</summary>
    public DateTimeOffset? OutcomeSince { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? LastCompleteAt { get; set; }

    public Guid? LastCompleteScanId { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }

    /// <summary>When a complete read last differed from the one before: what is older need not be judged again.</summary>
    public DateTimeOffset? LastChangedAt { get; set; }

    /// <summary>Resources current in this target since the last complete read.</summary>
    public int Resources { get; set; }

    public ScanTarget Target => new(AccountId, Region, Service);
}

internal sealed class CoverageConfiguration : IEntityTypeConfiguration<Coverage>
{
    public void Configure(EntityTypeBuilder<Coverage> builder)
    {
        builder.ToTable("coverage");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).UseIdentityAlwaysColumn();
        builder.Property(c => c.AccountId).HasMaxLength(12);
        builder.Property(c => c.Region).HasMaxLength(32);
        builder.Property(c => c.Service).HasMaxLength(32);
        builder.Property(c => c.Outcome).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.Message).HasMaxLength(2000);
        builder.HasIndex(c => new { c.AccountId, c.Region, c.Service }).IsUnique();
        builder.Ignore(c => c.Target);
    }
}
