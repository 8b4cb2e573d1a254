using FusionPortal.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Accounts;

/// <summary>An AWS account the portal has seen, with the role somebody declared for it.</summary>
public sealed class Account
{
    /// <summary>Twelve digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>AWS's <c>State</c> of it, for example ACTIVE or SUSPENDED, or <see cref="AccountStates.Departed"/>. The column keeps its
    /// older name.</summary>
    public required string Status { get; set; }

    public AccountRole Role { get; set; }

    /// <summary>Who declared the role: a person's name, or <see cref="DeclaredByConfiguration"/>; null while undeclared.</summary>
    public string? RoleDeclaredBy { get; set; }

    public DateTimeOffset? RoleDeclaredAt { get; set; }

    /// <summary>Who paused scanning of the account; null while it is scanned.</summary>
    public string? PausedBy { get; set; }

    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>The account's own tags in AWS Organizations, as JSON.</summary>
    public required string Tags { get; set; }

    public DateTimeOffset DiscoveredAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    public long Revision { get; set; }

    /// <summary>A role that came from <c>Accounts:{id}:Role</c>. A later declaration by a person outranks it.</summary>
    public const string DeclaredByConfiguration = "configuration";
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(12);
        builder.Property(a => a.Name).HasMaxLength(256);
        builder.Property(a => a.Status).HasMaxLength(32);
        builder.Property(a => a.Role).HasConversion<string>().HasMaxLength(16);
        builder.Property(a => a.RoleDeclaredBy).HasMaxLength(256);
        builder.Property(a => a.PausedBy).HasMaxLength(256);
        builder.Property(a => a.Tags).HasColumnType("jsonb");
        builder.Property(a => a.Revision).IsConcurrencyToken();
    }
}
