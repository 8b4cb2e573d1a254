using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Search;

/// <summary>How far the index is with one kind.</summary>
public sealed class SearchFeed
{
    public required string Kind { get; init; }

    /// <summary>The <see cref="SearchSource.Version"/> it was filled by; another one reads everything again.</summary>
    public int Version { get; set; }

    /// <summary>What was written up to this moment is in the index.</summary>
    public DateTimeOffset ReadTo { get; set; }

    /// <summary>When everything of the kind was last compared with what there is.</summary>
    public DateTimeOffset WholeAt { get; set; }
}

internal sealed class SearchFeedConfiguration : IEntityTypeConfiguration<SearchFeed>
{
    public void Configure(EntityTypeBuilder<SearchFeed> builder)
    {
        builder.ToTable("search_feed");
        builder.HasKey(f => f.Kind);
        builder.Property(f => f.Kind).HasMaxLength(32);
    }
}
