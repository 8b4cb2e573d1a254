using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>One published version of the convention book, kept word for word. Rows are only added; the portal's login may not change
/// one.</summary>
public sealed class BookVersion
{
    /// <summary>Rises with each publication. A shipped text keeps its own number where that is higher.</summary>
    public int Version { get; init; }

    /// <summary>The book as it was published; exported again unchanged.</summary>
    public required string Yaml { get; init; }

    /// <summary>Of the UTF-8 bytes of <see cref="Yaml"/>, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The text's <c>format:</c>. A build leaves out of account what it cannot read.</summary>
    public int Format { get; init; }

    /// <summary>The number the text ships under; null where people wrote it.</summary>
    public int? ShippedNumber { get; init; }

    /// <summary>The shipped text whose changes this version has, or knowingly has not: up to here nothing is offered any more.</summary>
    public int TakesIn { get; init; }

    /// <summary>Why people published it; null for shipped texts.</summary>
    public string? Reason { get; init; }

    public required string PublishedBy { get; init; }

    /// <summary>In force from then until the next version.</summary>
    public DateTimeOffset PublishedAt { get; init; }
}

internal sealed class BookVersionConfiguration : IEntityTypeConfiguration<BookVersion>
{
    public const int ReasonLimit = 1000;

    public void Configure(EntityTypeBuilder<BookVersion> builder)
    {
        builder.ToTable("book_version");
        builder.HasKey(b => b.Version);
        builder.Property(b => b.Version).ValueGeneratedNever();
        builder.Property(b => b.Sha256).HasMaxLength(64);
        builder.Property(b => b.Reason).HasMaxLength(ReasonLimit);
        builder.Property(b => b.PublishedBy).HasMaxLength(256);
        builder.HasIndex(b => b.ShippedNumber).IsUnique();
        builder.HasIndex(b => b.PublishedAt);
    }
}
