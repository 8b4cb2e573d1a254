using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.People;

/// <summary>What the identity provider said of one subject id, from when to when. A row is closed when it says something else.</summary>
public sealed class PersonIdentity
{
    public Guid Id { get; init; }

    public required string SubjectId { get; init; }

    public required string Name { get; init; }

    /// <summary>In lower case; null where the provider gave none. Ids with one mail count as one person until somebody declares
    /// otherwise.</summary>
    public string? Mail { get; init; }

    /// <summary>The token's <c>sub</c> where another claim is the subject id: what this person was known by before the claim was
    /// changed.</summary>
    public string? FormerId { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Null while it holds.</summary>
    public DateTimeOffset? ValidTo { get; set; }
}

/// <summary>What an administrator declared of a subject id: whose it is.</summary>
public sealed class PersonDeclaration
{
    public Guid Id { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>The id of the same person; the same as <see cref="SubjectId"/> for a person of their own, whatever the mail says.</summary>
    public required string SameAs { get; init; }

    public required string Reason { get; init; }

    public required string DeclaredById { get; init; }

    public required string DeclaredBy { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Null while it holds.</summary>
    public DateTimeOffset? ValidTo { get; set; }
}

internal sealed class PersonIdentityConfiguration : IEntityTypeConfiguration<PersonIdentity>
{
    public const string Current = "ix_person_identity_current";

    public void Configure(EntityTypeBuilder<PersonIdentity> builder)
    {
        builder.ToTable("person_identity");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.SubjectId).HasMaxLength(256);
        builder.Property(p => p.Name).HasMaxLength(256);
        builder.Property(p => p.Mail).HasMaxLength(320);
        builder.Property(p => p.FormerId).HasMaxLength(256);
        builder.HasIndex(p => p.SubjectId).IsUnique().HasFilter("valid_to is null").HasDatabaseName(Current);
    }
}

internal sealed class PersonDeclarationConfiguration : IEntityTypeConfiguration<PersonDeclaration>
{
    public const string Current = "ix_person_declaration_current";

    public void Configure(EntityTypeBuilder<PersonDeclaration> builder)
    {
        builder.ToTable("person_declaration");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.SubjectId).HasMaxLength(256);
        builder.Property(p => p.SameAs).HasMaxLength(256);
        builder.Property(p => p.Reason).HasMaxLength(500);
        builder.Property(p => p.DeclaredById).HasMaxLength(256);
        builder.Property(p => p.DeclaredBy).HasMaxLength(256);
        builder.HasIndex(p => p.SubjectId).IsUnique().HasFilter("valid_to is null").HasDatabaseName(Current);
    }
}
