using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Findings;

/// <summary>
/// The last finding number given: one row, locked until the transaction that gives numbers ends. A sequence would lose the numbers of what
/// is rolled back, and somebody would ask where F-17 went.
/// </summary>
public sealed class FindingCounter
{
    public const short TheOne = 1;

    public short Id { get; init; } = TheOne;

    public long Last { get; set; }
}

internal sealed class FindingCounterConfiguration : IEntityTypeConfiguration<FindingCounter>
{
    public void Configure(EntityTypeBuilder<FindingCounter> builder)
    {
        builder.ToTable("finding_counter", table => table.HasCheckConstraint("ck_finding_counter_one_row", "id = 1"));
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
    }
}
