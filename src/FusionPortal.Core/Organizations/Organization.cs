using FusionPortal.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Organizations;

/// <summary>A client. Its organization ID has no setter: nothing in the portal changes one.</summary>
public sealed class Organization
{
    public const int TitleLimit = 200;

    public Guid Id { get; init; }

    public required string OrgId { get; init; }

    /// <summary>The ID ignoring case, worked out by the database; unique.</summary>
    public string OrgKey { get; private set; } = "";

    /// <summary>The site title people know the client by.</summary>
    public required string Title { get; set; }

    public EnvironmentKind Environment { get; set; }

    /// <summary>The bucket's actual name where the conventional one was taken, as an installer recorded it.</summary>
    public string? RecordedBucketName { get; set; }

    /// <summary>When its install began; the organization ID is permanent from then on.</summary>
    public DateTimeOffset? InstallBegunAt { get; set; }

    /// <summary>When its last install was cancelled; null while it has one, or never had any.</summary>
    public DateTimeOffset? InstallCancelledAt { get; set; }

    public required string CreatedById { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts corrections; a correction names the one it saw.</summary>
    public long Revision { get; set; }
}

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public const string UniqueKey = "ix_organization_org_key";

    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organization");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.OrgId).HasMaxLength(OrganizationId.MaxLength);
        builder.Property(o => o.OrgKey).HasMaxLength(OrganizationId.MaxLength).HasComputedColumnSql("lower(org_id)", stored: true);
        builder.Property(o => o.Title).HasMaxLength(Organization.TitleLimit);
        builder.Property(o => o.Environment).HasConversion<string>().HasMaxLength(16);
        builder.Property(o => o.RecordedBucketName).HasMaxLength(63);
        builder.Property(o => o.CreatedById).HasMaxLength(256);
        builder.Property(o => o.CreatedBy).HasMaxLength(256);
        builder.Property(o => o.Revision).HasDefaultValue(0L).IsConcurrencyToken();
        builder.HasIndex(o => o.OrgKey).IsUnique().HasDatabaseName(UniqueKey);
    }
}
