using FusionPortal.Core.Coverage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Findings;

/// <summary>The life of a finding. A resolved one that comes back is reopened, never a second finding.</summary>
public enum FindingStatus { Open, Acknowledged, Resolved, Reopened }

/// <summary>What made a version of a finding.</summary>
public enum FindingCause
{
    /// <summary>Seen for the first time.</summary>
    New,

    /// <summary>Seen again after it had been resolved.</summary>
    Reappeared,

    /// <summary>Still there, but expected, actual or evidence differ.</summary>
    Changed,

    /// <summary>A person took note of it.</summary>
    Acknowledged,

    /// <summary>Mended: the resource is there, and a complete read of its target no longer shows the violation.</summary>
    Fixed,

    /// <summary>
    /// The resource itself is gone. Stored as <see cref="Fixed"/> with <see cref="FindingVersion.SubjectGone"/>, so that a portal of the
    /// version before can still read it.
    /// </summary>
    Deleted,

    /// <summary>The portal's own records changed: organizations or declared accounts.</summary>
    RecordChanged,

    /// <summary>Another version of the convention book judges differently.</summary>
    ConventionChanged,

    /// <summary>
    /// Not mended: a book since tells the same once for the organization, in <see cref="FindingVersion.ToldBy"/>. Stored as
    /// <see cref="ConventionChanged"/>, so that a portal of the version before can still read it.
    /// </summary>
    ToldOnce,
}

/// <summary>A finding's identity: one convention and one subject. What is known of it is in <see cref="FindingVersion"/>.</summary>
public sealed class Finding
{
    public Guid Id { get; init; }

    /// <summary>
    /// Counts up; shown as F-{number}. Given from <see cref="FindingCounter"/>, so that no number is missing; the identity is what a portal
    /// of the version before takes its numbers from, and is set past every number given.
    /// </summary>
    public long Number { get; private set; }

    public required string ConventionId { get; init; }

    /// <summary>The ARN of the resource, or what else the convention judges.</summary>
    public required string Subject { get; init; }

    /// <summary>128 bits of the subject's SHA-256.</summary>
    public Guid SubjectHash { get; init; }

    public DateTimeOffset FirstSeenAt { get; init; }
}

internal sealed class FindingConfiguration : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> builder)
    {
        builder.ToTable("finding");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Number).UseIdentityAlwaysColumn();
        builder.Property(f => f.ConventionId).HasMaxLength(64);
        builder.HasIndex(f => f.Number).IsUnique();
        builder.HasIndex(f => new { f.ConventionId, f.SubjectHash }).IsUnique();
    }
}

/// <summary>A finding as it stood from <see cref="ValidFrom"/> until before <see cref="ValidTo"/>. Written by merges only.</summary>
public sealed class FindingVersion
{
    public Guid FindingId { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }

    public FindingStatus Status { get; init; }

    public FindingCause Cause { get; init; }

    /// <summary>The scan that made this version, where one did.</summary>
    public Guid? ScanId { get; init; }

    /// <summary>The person who made this version, where one did.</summary>
    public string? Actor { get; init; }

    public string? Note { get; init; }

    public int BookVersion { get; init; }

    /// <summary>True where it was resolved because no reading shows the resource any more, and not because somebody mended it.</summary>
    public bool SubjectGone { get; init; }

    /// <summary>The finding of its organization that tells the same since, where that is why it was resolved.</summary>
    public Guid? ToldBy { get; init; }

    /// <summary>The target whose reading decides about the finding; null where its subject is an organization, seen in many
    /// targets.</summary>
    public int? TargetId { get; init; }

    /// <summary>A stored word of <see cref="Conventions.Severity"/>.</summary>
    public required string Severity { get; init; }

    /// <summary>0 is critical: the page's order, first by this, then oldest first.</summary>
    public short SeverityOrder { get; init; }

    public bool MixUp { get; init; }

    public required string Title { get; init; }

    public required string Expected { get; init; }

    public required string Actual { get; init; }

    public required string Evidence { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty where the subject is an organization.</summary>
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public string? OrgId { get; init; }

    /// <summary>The organization's recorded environment when the version was made; null where no organization is known.</summary>
    public string? Environment { get; init; }

    /// <summary>Of the finding, repeated here so that sorting needs no join.</summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>128 bits over everything a scan can change; equal means nothing to write.</summary>
    public Guid ContentHash { get; init; }
}

internal sealed class FindingVersionConfiguration : IEntityTypeConfiguration<FindingVersion>
{
    public void Configure(EntityTypeBuilder<FindingVersion> builder)
    {
        builder.ToTable("finding_version");
        builder.HasKey(v => new { v.FindingId, v.ValidFrom });
        builder.Property(v => v.ValidTo).HasDefaultValueSql("'infinity'");
        builder.Property(v => v.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(v => v.Cause).HasConversion<string>().HasMaxLength(32);
        builder.Property(v => v.Severity).HasMaxLength(16);
        builder.Property(v => v.Evidence).HasColumnType("jsonb");
        builder.Property(v => v.Environment).HasMaxLength(16);
        builder.Property(v => v.SubjectGone).HasDefaultValue(false);
        builder.Property(v => v.Actor).HasMaxLength(256);
        builder.Property(v => v.Note).HasMaxLength(2000);
        builder.HasOne<Finding>().WithMany().HasForeignKey(v => v.FindingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<TargetCoverage>().WithMany().HasForeignKey(v => v.TargetId).OnDelete(DeleteBehavior.Restrict);

        builder.HasIndex(v => v.FindingId).HasDatabaseName("ix_finding_version_current")
            .IsUnique().HasFilter("valid_to = 'infinity'");
        builder.HasIndex(v => new { v.SeverityOrder, v.FirstSeenAt, v.FindingId }, "ix_finding_version_page")
            .HasDatabaseName("ix_finding_version_page")
            .HasFilter("valid_to = 'infinity' and status <> 'Resolved'");
        builder.HasIndex(v => new { v.SeverityOrder, v.FirstSeenAt, v.FindingId }, "ix_finding_version_mix_up")
            .HasDatabaseName("ix_finding_version_mix_up")
            .HasFilter("valid_to = 'infinity' and status <> 'Resolved' and mix_up");
        // Pages of a past moment; a second page is one of those.
        builder.HasIndex(v => new { v.SeverityOrder, v.FirstSeenAt, v.FindingId }, "ix_finding_version_past")
            .HasDatabaseName("ix_finding_version_past");
        builder.HasIndex(v => v.ValidFrom);
    }
}
