using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Search;

/// <summary>
/// One thing that can be found, as the index keeps it. Written in bulk by <see cref="RefreshSearchIndex"/>; EF only knows the shape. The
/// table is partitioned by kind: the largest have a partition of their own, with statistics of their own; what comes new is in the rest.
/// </summary>
public sealed class SearchEntry
{
    /// <summary>The source it comes from, for example <c>resource</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What is read again as a whole: a target of scans, a run; empty where that is everything of the kind.</summary>
    public required string Scope { get; init; }

    public Guid Key { get; init; }

    /// <summary>As people read it.</summary>
    public required string Title { get; init; }

    /// <summary>What stands beside the title; null where that is said when it is found.</summary>
    public string? Detail { get; init; }

    /// <summary>The state in a word; null where there is none, or where that too is said when it is found.</summary>
    public string? State { get; init; }

    /// <summary>What its address is made of, and what its source says the rest by.</summary>
    public required string[] Parts { get; init; }

    /// <summary>The title as it is looked up: see <see cref="SearchText"/>. At most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Everything it is found by, the same way, a line each.</summary>
    public required string Terms { get; init; }
}

internal sealed class SearchEntryConfiguration : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.ToTable("search_entry");
        builder.HasKey(e => new { e.Kind, e.Key, e.Scope });
        // Compared byte by byte: prefixes are then ranges of the index, whatever the database's language.
        foreach (var column in new[] { nameof(SearchEntry.Kind), nameof(SearchEntry.Scope), nameof(SearchEntry.Name) })
            builder.Property<string>(column).UseCollation("C");
        builder.HasIndex(e => new { e.Kind, e.Scope }).HasDatabaseName("ix_search_entry_scope");
        builder.HasIndex(e => new { e.Kind, e.Name }).HasDatabaseName("ix_search_entry_name");
        // The trigram indexes of the terms are made by the migration, one for each partition.
    }
}
