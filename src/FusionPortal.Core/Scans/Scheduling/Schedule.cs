using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Scans.Scheduling;

/// <summary>When scans of one account or one client start by themselves, beside the schedule of everything that configuration
/// sets.</summary>
public sealed class Schedule
{
    public Guid Id { get; init; }

    /// <summary>Twelve digits; null where <see cref="OrgId"/> is set.</summary>
    public string? AccountId { get; init; }

    /// <summary>The client; null where <see cref="AccountId"/> is set.</summary>
    public string? OrgId { get; init; }

    /// <summary>A Quartz cron expression in UTC.</summary>
    public required string Cron { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ScheduleConfiguration : IEntityTypeConfiguration<Schedule>
{
    public void Configure(EntityTypeBuilder<Schedule> builder)
    {
        builder.ToTable("scan_schedule");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.AccountId).HasMaxLength(12);
        builder.Property(s => s.OrgId).HasMaxLength(64);
        builder.Property(s => s.Cron).HasMaxLength(120);
        builder.Property(s => s.CreatedBy).HasMaxLength(256);
        // One schedule for each scope; a second one is refused, not added.
        builder.HasIndex(s => s.AccountId).IsUnique();
        builder.HasIndex(s => s.OrgId).IsUnique();
    }
}
