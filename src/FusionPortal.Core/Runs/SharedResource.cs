using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Runs;

/// <summary>An AWS resource that serves several organizations, or one that asked for its own. It has a checklist of its own.</summary>
public sealed class SharedResource
{
    public Guid Id { get; init; }

    /// <summary>For example <c>rds-instance</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is called until it has a name.</summary>
    public required string Title { get; init; }

    /// <summary>As its checklist records it, for example <c>db-POS-04</c>; null until then.</summary>
    public string? Name { get; set; }

    /// <summary>The name ignoring case, worked out by the database: AWS shows some names in lower case.</summary>
    public string? NameKey { get; private set; }

    /// <summary>The one organization it serves; null while it is shared.</summary>
    public Guid? DedicatedToId { get; set; }

    public required string CreatedById { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class SharedResourceConfiguration : IEntityTypeConfiguration<SharedResource>
{
    public const string UniqueName = "ix_shared_resource_name";

    public void Configure(EntityTypeBuilder<SharedResource> builder)
    {
        builder.ToTable("shared_resource");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Kind).HasMaxLength(64);
        builder.Property(r => r.Title).HasMaxLength(200);
        builder.Property(r => r.Name).HasMaxLength(255);
        builder.Property(r => r.NameKey).HasMaxLength(255).HasComputedColumnSql("lower(name)", stored: true);
        builder.Property(r => r.CreatedById).HasMaxLength(256);
        builder.Property(r => r.CreatedBy).HasMaxLength(256);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.DedicatedToId).OnDelete(DeleteBehavior.Restrict);
        // A VPC is known by its region; its name is given by hand and may repeat.
        builder.HasIndex(r => new { r.Kind, r.NameKey }).IsUnique().HasFilter($"kind <> '{Vpc.Kind}'").HasDatabaseName(UniqueName);
    }
}
