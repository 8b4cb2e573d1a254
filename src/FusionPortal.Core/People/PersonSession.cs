using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.People;

/// <summary>A sign-in that has not ended: of one person, in one browser. Without its row a cookie opens nothing.</summary>
public sealed class PersonSession
{
    /// <summary>Random; the browser's cookie holds it, protected.</summary>
    public required string Id { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>What the web process keeps of the sign-in, encrypted by it.</summary>
    public required byte[] Ticket { get; set; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>From then on the row is worth nothing; the next sign-in of anybody deletes it.</summary>
    public DateTimeOffset EndsAt { get; set; }
}

internal sealed class PersonSessionConfiguration : IEntityTypeConfiguration<PersonSession>
{
    public void Configure(EntityTypeBuilder<PersonSession> builder)
    {
        builder.ToTable("person_session");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(64);
        builder.Property(s => s.SubjectId).HasMaxLength(256);
        builder.HasIndex(s => s.EndsAt);
        builder.HasIndex(s => s.SubjectId);
    }
}
