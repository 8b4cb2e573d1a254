using FusionPortal.Checklists;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Runs;

/// <summary>One checklist being worked, pinned to a template version.</summary>
public sealed class Run
{
    public Guid Id { get; init; }

    public RunKind Kind { get; init; }

    /// <summary>For people: the client, or what the shared resource is for.</summary>
    public required string Title { get; init; }

    public Guid TemplateVersionId { get; init; }

    /// <summary>The client of an install; null otherwise.</summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>What a shared resource's run is about; null for an install.</summary>
    public Guid? SharedResourceId { get; init; }

    /// <summary>The command that started it: a repeat finds the run instead of starting another.</summary>
    public Guid StartCommandId { get; init; }

    /// <summary>The reference topic the starter acknowledged, its edition and its hash; null where the template asks for none.</summary>
    public string? TopicKey { get; init; }

    public int? TopicVersion { get; init; }

    public string? TopicSha256 { get; init; }

    public required string StartedById { get; init; }

    public required string StartedBy { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// When its last step was settled; null while that has not happened, or since a step was opened again. It says that the run was
    /// finished then, never that it is: whether it is follows from its plan, which a linked run or a client's correction can change.
    /// </summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Who settled its last step; null where something else completed it, which <see cref="FinishedThrough"/> tells.</summary>
    public string? FinishedBy { get; set; }

    /// <summary>What completed it where no step of its own did, for example "Ana Ruiz linked db-POS-04"; null otherwise.</summary>
    public string? FinishedThrough { get; set; }

    /// <summary>When somebody said that it will not be worked to its end; null while nobody has.</summary>
    public DateTimeOffset? CancelledAt { get; set; }

    public string? CancelledById { get; set; }

    public string? CancelledBy { get; set; }

    public string? CancelReason { get; set; }

    /// <summary>Grows by one with every accepted command.</summary>
    public long Revision { get; set; }

    public DateTimeOffset LastActivityAt { get; set; }

    public required string LastActivityById { get; set; }

    public required string LastActivityBy { get; set; }
}

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>
{
    public const string OneInstall = "ix_run_install";
    public const string StartedOnce = "ix_run_start_command";

    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("run");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(r => r.Title).HasMaxLength(220);
        builder.Property(r => r.TopicKey).HasMaxLength(64);
        builder.Property(r => r.TopicSha256).HasMaxLength(64);
        builder.Property(r => r.StartedById).HasMaxLength(256);
        builder.Property(r => r.StartedBy).HasMaxLength(256);
        builder.Property(r => r.FinishedBy).HasMaxLength(256);
        builder.Property(r => r.FinishedThrough).HasMaxLength(600);
        builder.Property(r => r.CancelledById).HasMaxLength(256);
        builder.Property(r => r.CancelledBy).HasMaxLength(256);
        builder.Property(r => r.CancelReason).HasMaxLength(500);
        builder.Property(r => r.LastActivityById).HasMaxLength(256);
        builder.Property(r => r.LastActivityBy).HasMaxLength(256);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasOne<TemplateVersion>().WithMany().HasForeignKey(r => r.TemplateVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SharedResource>().WithMany().HasForeignKey(r => r.SharedResourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.OrganizationId).IsUnique().HasFilter("kind = 'ClientInstall' and cancelled_at is null")
            .HasDatabaseName(OneInstall);
        builder.HasIndex(r => r.StartCommandId).IsUnique().HasDatabaseName(StartedOnce);
        builder.HasIndex(r => new { r.LastActivityAt, r.Id });
    }
}
