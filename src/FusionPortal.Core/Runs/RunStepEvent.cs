using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Runs;

/// <summary>What a person did to a step.</summary>
public enum StepAction
{
    /// <summary>Saves values without ticking.</summary>
    SaveFields,

    /// <summary>Saves values, if any came along, and ticks.</summary>
    Tick,

    /// <summary>Opens a step again that was done or not applicable. Needs a reason.</summary>
    Untick,

    /// <summary>Says that the step does not apply. Needs a reason.</summary>
    NotApplicable,
}

/// <summary>One accepted command, kept for good: the run's history, and what a repeated command is answered from.</summary>
public sealed class RunStepEvent
{
    public const int StepKeyLimit = 150;

    /// <summary>Made by whoever sent the command.</summary>
    public Guid CommandId { get; init; }

    public Guid RunId { get; init; }

    public required string StepKey { get; init; }

    public StepAction Action { get; init; }

    /// <summary>Over what was asked for; tells a repeat from another command under the same id.</summary>
    public required string RequestHash { get; init; }

    public DateTimeOffset At { get; init; }

    public required string ById { get; init; }

    public required string By { get; init; }

    /// <summary>Of the step, after the command.</summary>
    public long Revision { get; init; }

    /// <summary>Of the run, after the command.</summary>
    public long RunRevision { get; init; }

    /// <summary>What changed, as JSON; an empty list when the step already said all of it.</summary>
    public required string Changes { get; init; }

    /// <summary>The step's whole record after the command, as JSON: the run as of any moment is the last one of each step.</summary>
    public required string Record { get; init; }

    /// <summary>Whether the run was finished after the command.</summary>
    public bool RunFinished { get; init; }
}

internal sealed class RunStepEventConfiguration : IEntityTypeConfiguration<RunStepEvent>
{
    public const string Once = "pk_run_step_event";

    public void Configure(EntityTypeBuilder<RunStepEvent> builder)
    {
        builder.ToTable("run_step_event");
        builder.HasKey(e => e.CommandId).HasName(Once);
        builder.Property(e => e.StepKey).HasMaxLength(RunStepEvent.StepKeyLimit);
        builder.Property(e => e.Action).HasConversion<string>().HasMaxLength(16);
        builder.Property(e => e.RequestHash).HasMaxLength(64);
        builder.Property(e => e.ById).HasMaxLength(256);
        builder.Property(e => e.By).HasMaxLength(256);
        builder.Property(e => e.Changes).HasColumnType("jsonb");
        builder.Property(e => e.Record).HasColumnType("jsonb");
        builder.HasOne<Run>().WithMany().HasForeignKey(e => e.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.RunId, e.StepKey, e.RunRevision });
        builder.HasIndex(e => new { e.RunId, e.RunRevision });
        builder.HasIndex(e => new { e.ById, e.At });
    }
}
