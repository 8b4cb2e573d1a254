using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Reports.Presets;

/// <summary>A report with what it is asked, kept under a name by whoever asks it again and again.</summary>
internal sealed class ReportPreset
{
    public const int NameLimit = 80;

    public Guid Id { get; init; }

    public required string OwnerId { get; init; }

    public required string OwnerName { get; init; }

    public required string Name { get; set; }

    /// <summary>The name in lower case: nobody has two that differ in nothing else.</summary>
    public required string NameKey { get; set; }

    /// <summary>Of the report.</summary>
    public required string Report { get; init; }

    /// <summary>What it is asked, in the order an address has it.</summary>
    public required List<PresetParameter> Question { get; init; }

    /// <summary>Everybody sees it who may produce the report; else its owner alone.</summary>
    public bool IsShared { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Key">Of the report's, for example <c>account</c>.</param>
/// <param name="Value">As addresses write it.</param>
public sealed record PresetParameter(string Key, string Value);

internal sealed class ReportPresetConfiguration : IEntityTypeConfiguration<ReportPreset>
{
    public const string NameTaken = "ix_report_preset_owner_id_name_key";

    public void Configure(EntityTypeBuilder<ReportPreset> builder)
    {
        builder.ToTable("report_preset");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.OwnerId).HasMaxLength(256);
        builder.Property(p => p.OwnerName).HasMaxLength(256);
        builder.Property(p => p.Name).HasMaxLength(ReportPreset.NameLimit);
        builder.Property(p => p.NameKey).HasMaxLength(ReportPreset.NameLimit);
        builder.Property(p => p.Report).HasMaxLength(40);
        builder.OwnsMany(p => p.Question, question => question.ToJson());
        builder.HasIndex(p => new { p.OwnerId, p.NameKey }).IsUnique().HasDatabaseName(NameTaken);
        builder.HasIndex(p => p.IsShared);
    }
}
