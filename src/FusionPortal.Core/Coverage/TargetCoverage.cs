using FusionPortal.Core.Abstractions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Coverage;

/// <summary>How the last attempt at a target ended, as the coverage ledger keeps it.</summary>
public enum CoverageOutcome
{
    Never,
    Completed,
    Denied,
    Throttled,
    NotSupported,
    Expired,
    Failed,

    /// <summary>Somebody paused scanning of the account.</summary>
    Paused,

    /// <summary>A bounded pass has not come round to everything yet; what it knows is right.</summary>
    Capped,

    /// <summary>
    /// Read whole, but longer ago than <see cref="KnowledgeOptions.Hours"/>: what was known then is not evaluated. Never stored, since it
    /// becomes so by nothing happening.
    /// </summary>
    Aged,

    /// <summary>
    /// Read whole, but not judged by the convention book in force, which this portal cannot read: what was judged before is not evaluated.
    /// Never stored, since a newer portal mends it.
    /// </summary>
    Unjudged,
}

/// <summary>
/// One target and what the portal knows of it: the row of the coverage ledger that resources, tallies and findings hang on.
/// </summary>
public sealed class TargetCoverage
{
    public int Id { get; private set; }

    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required string Service { get; init; }

    public CoverageOutcome Outcome { get; set; }

    /// <summary>Since when the target has been covered, or not: the first attempt of an unbroken row of complete, or of failed
    /// ones.</summary>
    public DateTimeOffset? OutcomeSince { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? LastCompleteAt { get; set; }

    public Guid? LastCompleteScanId { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }

    /// <summary>
    /// From when on the target has a row: the past before does not know it. Null for rows of a version that did not write it down, and of
    /// passes.
    /// </summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>From when on the target was ever seen whole; from then on its kinds are known to be all there are.</summary>
    public DateTimeOffset? FirstCompleteAt { get; set; }

    /// <summary>When the last complete read began: what was made later it cannot have seen.</summary>
    public DateTimeOffset? LastCompleteBeganAt { get; set; }

    /// <summary>When a complete read last differed from the one before: what is older need not be judged again.</summary>
    public DateTimeOffset? LastChangedAt { get; set; }

    /// <summary>Resources current in this target since the last complete read.</summary>
    public int Resources { get; set; }

    /// <summary>Kinds of resource this target lists wholly; none for the tagging API.</summary>
    public string[] Kinds { get; set; } = [];

    /// <summary>
    /// True for what costs calls by the resource and is read in bounded passes outside scans: bucket facts, creators, re-checks. A pass
    /// adds to what is known and takes nothing away, so scores do not wait for it.
    /// </summary>
    public bool IsPass { get; init; }

    /// <summary>AWS calls of the last attempt.</summary>
    public int LastCalls { get; set; }

    /// <summary>Answers to slow down in the last attempt.</summary>
    public int LastThrottled { get; set; }

    /// <summary>AWS calls of all attempts ever.</summary>
    public long TotalCalls { get; set; }

    public ScanTarget Target => new(AccountId, Region, Service);
}

internal sealed class CoverageConfiguration : IEntityTypeConfiguration<TargetCoverage>
{
    public void Configure(EntityTypeBuilder<TargetCoverage> builder)
    {
        builder.ToTable("coverage");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).UseIdentityAlwaysColumn();
        builder.Property(c => c.AccountId).HasMaxLength(12);
        builder.Property(c => c.Region).HasMaxLength(32);
        builder.Property(c => c.Service).HasMaxLength(32);
        builder.Property(c => c.Outcome).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.Message).HasMaxLength(2000);
        builder.Property(c => c.Kinds).HasDefaultValueSql("'{}'");
        builder.HasIndex(c => new { c.AccountId, c.Region, c.Service }).IsUnique();
        builder.Ignore(c => c.Target);
    }
}
