using FusionPortal.Checklists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Runs;

/// <summary>What is stored of one step of a run. A step nobody touched has no row.</summary>
public sealed class RunStep
{
    public Guid RunId { get; init; }

    /// <summary>The step's stable id, with <c>@site</c> where it is worked once for each site.</summary>
    public required string StepKey { get; init; }

    public StepState State { get; set; }

    /// <summary>Grows by one with every accepted change.</summary>
    public long Revision { get; set; }

    /// <summary>The checklist's step record, as JSON.</summary>
    public required string Record { get; set; }
}

internal sealed class RunStepConfiguration : IEntityTypeConfiguration<RunStep>
{
    public void Configure(EntityTypeBuilder<RunStep> builder)
    {
        builder.ToTable("run_step");
        builder.HasKey(s => new { s.RunId, s.StepKey });
        builder.Property(s => s.StepKey).HasMaxLength(RunStepEvent.StepKeyLimit);
        builder.Property(s => s.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.Revision).IsConcurrencyToken();
        builder.Property(s => s.Record).HasColumnType("jsonb");
        builder.HasOne<Run>().WithMany().HasForeignKey(s => s.RunId).OnDelete(DeleteBehavior.Restrict);
    }
}
