using FusionPortal.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Scans;

/// <summary>Where a scan stands.</summary>
public enum ScanState
{
    /// <summary>Accounts are being listed.</summary>
    Discovering,

    /// <summary>Targets are being read.</summary>
    Reading,

    /// <summary>Every target has ended; what was seen is being judged.</summary>
    Evaluating,

    /// <summary>Ended. Some targets may have failed: see coverage.</summary>
    Completed,

    /// <summary>Ended without reading anything: the accounts could not be listed, or not one target answered.</summary>
    Failed,
}

/// <summary>How a scan ended, in the words people use.</summary>
public enum ScanResult
{
    Running,

    /// <summary>Every target answered. Accounts out of reach have none; a scan names them.</summary>
    Completed,

    /// <summary>Some targets were not read whole, or every account in its scope is out of reach.</summary>
    CompletedWithGaps,

    /// <summary>Nothing was read.</summary>
    Failed,

    /// <summary>There was nothing to read: no scan has seen a resource of the client.</summary>
    NothingToRead,
}

/// <summary>An account a scan could not read, or did not need to.</summary>
/// <param name="State">As AWS told it, or DEPARTED.</param>
public sealed record UnreadAccount(string AccountId, string State, AccountSight Sight)
{
    /// <summary>Whether it may hold something that nobody sees.</summary>
    public bool IsGap => Sight == AccountSight.Unreachable;
}

/// <summary>One scan over every account, region and service, or over those of one account or one client.</summary>
public sealed class Scan
{
    public Guid Id { get; init; }

    /// <summary>Counts up from 1; what people call the scan.</summary>
    public long Number { get; private set; }

    public ScanState State { get; set; }

    /// <summary>True until the scan ended. A unique index lets only one scan be active.</summary>
    public bool Active { get; set; }

    public required string RequestedBy { get; init; }

    /// <summary>True for a scan started by the schedule.</summary>
    public bool Scheduled { get; init; }

    /// <summary>The one account it reads; null for all.</summary>
    public string? AccountId { get; init; }

    /// <summary>The one client whose targets it reads; null for all.</summary>
    public string? OrgId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its accounts had been listed, or could not be; null before, and for scans of a version that did not write it
    /// down.</summary>
    public DateTimeOffset? DiscoveredAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why the scan failed, fit to be shown.</summary>
    public string? Message { get; set; }

    public int Accounts { get; set; }

    /// <summary>AWS calls made to list the accounts; those of targets are counted there.</summary>
    public int DiscoveryCalls { get; set; }

    /// <summary>Those calls by API, as a JSON object.</summary>
    public string? DiscoveryApis { get; set; }

    /// <summary>Accounts within the scan's scope that it did not read, as a JSON array of <see cref="UnreadAccount"/>; null for scans
    /// before that was kept.</summary>
    public string? AccountsUnread { get; set; }

    public int FindingsOpened { get; set; }

    public int FindingsReopened { get; set; }

    public int FindingsResolved { get; set; }

    /// <summary>Of the resolved ones, how many because their resource is gone.</summary>
    public int FindingsDeleted { get; set; }
}

internal sealed class ScanConfiguration : IEntityTypeConfiguration<Scan>
{
    public void Configure(EntityTypeBuilder<Scan> builder)
    {
        builder.ToTable("scan");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Number).UseIdentityAlwaysColumn();
        builder.Property(s => s.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.RequestedBy).HasMaxLength(256);
        builder.Property(s => s.Message).HasMaxLength(2000);
        builder.Property(s => s.AccountId).HasMaxLength(12);
        builder.Property(s => s.OrgId).HasMaxLength(64);
        builder.Property(s => s.DiscoveryApis).HasColumnType("jsonb");
        builder.Property(s => s.AccountsUnread).HasColumnType("jsonb");
        builder.HasIndex(s => s.Number).IsUnique();
        builder.HasIndex(s => s.Active).IsUnique().HasFilter("active");
    }
}
