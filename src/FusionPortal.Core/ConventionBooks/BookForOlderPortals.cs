using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.ConventionBooks;

/// <summary>
/// Where the first portal keeps its book. It takes the highest version here and can read format 1 only, so a version that needs a later
/// format is not put here: while both run, the older one goes on judging by the last book it understands. To be dropped with a later
/// version.
/// </summary>
public sealed class BookForOlderPortals
{
    /// <summary>The only format those portals read.</summary>
    public const int Format = 1;

    public int Version { get; init; }

    public required string Yaml { get; init; }

    public required string Sha256 { get; init; }

    public required string PublishedBy { get; init; }

    public DateTimeOffset PublishedAt { get; init; }
}

internal sealed class BookForOlderPortalsConfiguration : IEntityTypeConfiguration<BookForOlderPortals>
{
    public void Configure(EntityTypeBuilder<BookForOlderPortals> builder)
    {
        builder.ToTable("convention_book_version");
        builder.HasKey(b => b.Version);
        builder.Property(b => b.Version).ValueGeneratedNever();
        builder.Property(b => b.Sha256).HasMaxLength(64);
        builder.Property(b => b.PublishedBy).HasMaxLength(256);
    }
}
