using FusionPortal.Checklists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Templates;

/// <summary>One version of a checklist definition, kept word for word. Runs are pinned to it; nothing changes it.</summary>
public sealed class TemplateVersion
{
    public Guid Id { get; init; }

    /// <summary>For example <c>client-install</c>.</summary>
    public required string Key { get; init; }

    public int Version { get; init; }

    public required string Title { get; init; }

    public RunKind Kind { get; init; }

    /// <summary>The kind of shared resource, or null.</summary>
    public string? SharedKind { get; init; }

    /// <summary>The definition as it was imported; exported again unchanged.</summary>
    public required string Yaml { get; init; }

    /// <summary>Of the UTF-8 bytes of <see cref="Yaml"/>, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>True for the one version of its key that new runs take. All else of a row never changes; the portal's login may change this
    /// alone.</summary>
    public bool Published { get; set; }

    /// <summary>The number the text ships under; null where people wrote it, and where the first portal imported it, whose texts all had
    /// number 1.</summary>
    public int? ShippedNumber { get; init; }

    /// <summary>The shipped text whose changes this version has, or knowingly has not: up to here nothing is offered any more. Null as for
    /// <see cref="ShippedNumber"/>.</summary>
    public int? TakesIn { get; init; }

    /// <summary>Why people published it; null for shipped texts.</summary>
    public string? Reason { get; init; }

    public required string PublishedBy { get; init; }

    public DateTimeOffset PublishedAt { get; init; }
}

internal sealed class TemplateVersionConfiguration : IEntityTypeConfiguration<TemplateVersion>
{
    public const int ReasonLimit = 1000;

    public void Configure(EntityTypeBuilder<TemplateVersion> builder)
    {
        builder.ToTable("template_version");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Key).HasMaxLength(64);
        builder.Property(t => t.Title).HasMaxLength(200);
        builder.Property(t => t.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(t => t.SharedKind).HasMaxLength(64);
        builder.Property(t => t.Sha256).HasMaxLength(64);
        builder.Property(t => t.PublishedBy).HasMaxLength(256);
        builder.Property(t => t.Reason).HasMaxLength(ReasonLimit);
        builder.HasIndex(t => new { t.Key, t.Version }).IsUnique();
        builder.HasIndex(t => t.Key).IsUnique().HasFilter("published").HasDatabaseName("ix_template_version_published");
    }
}
