using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>One published version of the convention book, kept word for word.</summary>
public sealed class BookVersion
{
    public int Version { get; init; }

    /// <summary>The book as it was published; exported again unchanged.</summary>
    public required string Yaml { get; init; }

    /// <summary>Of the UTF-8 bytes of <see cref="Yaml"/>, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required string PublishedBy { get; init; }

    public DateTimeOffset PublishedAt { get; init; }
}

internal sealed class BookVersionConfiguration : IEntityTypeConfiguration<BookVersion>
{
    public void Configure(EntityTypeBuilder<BookVersion> builder)
    {
        builder.ToTable("convention_book_version");
        builder.HasKey(b => b.Version);
        builder.Property(b => b.Version).ValueGeneratedNever();
        builder.Property(b => b.Sha256).HasMaxLength(64);
        builder.Property(b => b.PublishedBy).HasMaxLength(256);
    }
}
