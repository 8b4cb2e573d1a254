using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.People.Recovery;

/// <summary>A way in for one person, made on the machine while groups or the identity provider are wrong. The link itself is kept
/// nowhere.</summary>
public sealed class RecoveryLink
{
    public const int ReasonLimit = 500;

    /// <summary>How long an unused link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long the session lasts that it opens.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromMinutes(60);

    public Guid Id { get; init; }

    /// <summary>SHA-256 of the 256 random bits in the link.</summary>
    public required byte[] CodeHash { get; init; }

    /// <summary>Whom it is for, in lower case.</summary>
    public required string Mail { get; init; }

    public required string Reason { get; init; }

    /// <summary>The account of the operating system and the machine it was made on.</summary>
    public required string MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>When the trail noted that nobody had used it in time.</summary>
    public DateTimeOffset? ExpiredAt { get; set; }

    /// <summary>Whose acts in the session are: joined by their mail with whatever ids they sign in with otherwise.</summary>
    public string SubjectId => $"recovery:{Mail}";
}

internal sealed class RecoveryLinkConfiguration : IEntityTypeConfiguration<RecoveryLink>
{
    public void Configure(EntityTypeBuilder<RecoveryLink> builder)
    {
        builder.ToTable("recovery_link");
        builder.HasKey(l => l.Id);
        builder.Ignore(l => l.SubjectId);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Mail).HasMaxLength(240);
        builder.Property(l => l.Reason).HasMaxLength(RecoveryLink.ReasonLimit);
        builder.Property(l => l.MadeBy).HasMaxLength(256);
        builder.HasIndex(l => l.CodeHash).IsUnique();
        builder.HasIndex(l => l.MadeAt);
    }
}
