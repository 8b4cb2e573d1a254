using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Runs;

/// <summary>Which shared resource a run's link points at, and from when to when.</summary>
public sealed class RunLink
{
    public Guid Id { get; init; }

    public Guid RunId { get; init; }

    /// <summary>The link's id in the template, for example <c>rds</c>.</summary>
    public required string LinkId { get; init; }

    public Guid SharedResourceId { get; init; }

    /// <summary>True when the link was made because the resource's name was recorded in the run; it follows that name.</summary>
    public bool ByName { get; init; }

    public required string LinkedBy { get; init; }

    /// <summary>What spoke against the resource, and why it was linked all the same; null where nothing did.</summary>
    public string? KeptSeen { get; init; }

    public string? KeptReason { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Null while it holds.</summary>
    public DateTimeOffset? ValidTo { get; set; }
}

internal sealed class RunLinkConfiguration : IEntityTypeConfiguration<RunLink>
{
    public void Configure(EntityTypeBuilder<RunLink> builder)
    {
        builder.ToTable("run_link");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.LinkId).HasMaxLength(64);
        builder.Property(l => l.LinkedBy).HasMaxLength(256);
        builder.Property(l => l.KeptSeen).HasMaxLength(2000);
        builder.Property(l => l.KeptReason).HasMaxLength(500);
        builder.HasOne<Run>().WithMany().HasForeignKey(l => l.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SharedResource>().WithMany().HasForeignKey(l => l.SharedResourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.RunId, l.LinkId }).IsUnique().HasFilter("valid_to is null").HasDatabaseName("ix_run_link_current");
        builder.HasIndex(l => l.SharedResourceId);
    }
}
