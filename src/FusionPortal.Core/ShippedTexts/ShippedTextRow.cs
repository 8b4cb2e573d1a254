using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.ShippedTexts;

/// <summary>
/// A text that some version of the portal brought along, kept word for word. Rows are only added, and a number of a key has one text:
/// the primary key and the rights of the portal's login see to it.
/// </summary>
public sealed class ShippedTextRow
{
    /// <summary><see cref="Shipped.Book"/>, or the key of a template.</summary>
    public required string Key { get; init; }

    /// <summary>From 1; what it ships under.</summary>
    public int Number { get; init; }

    public required string Yaml { get; init; }

    /// <summary>Of the UTF-8 bytes of <see cref="Yaml"/>, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When a portal that ships it first ran on this database.</summary>
    public DateTimeOffset SeenAt { get; init; }
}

internal sealed class ShippedTextConfiguration : IEntityTypeConfiguration<ShippedTextRow>
{
    public void Configure(EntityTypeBuilder<ShippedTextRow> builder)
    {
        builder.ToTable("shipped_text");
        builder.HasKey(t => new { t.Key, t.Number });
        builder.Property(t => t.Key).HasMaxLength(64);
        builder.Property(t => t.Number).ValueGeneratedNever();
        builder.Property(t => t.Sha256).HasMaxLength(64);
    }
}
