using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FusionPortal.Core.Scans.Budgets;

/// <summary>Where one API of one account and region stands with its rate, for all processes together.</summary>
public sealed class CallBudgetRow
{
    /// <summary>For example <c>111122223333/us-east-1/tagging:GetResources</c>.</summary>
    public required string Budget { get; init; }

    /// <summary>When everything taken so far has been earned, by the database's clock.</summary>
    public DateTimeOffset EarnedAt { get; init; }
}

internal sealed class CallBudgetRowConfiguration : IEntityTypeConfiguration<CallBudgetRow>
{
    public void Configure(EntityTypeBuilder<CallBudgetRow> builder)
    {
        builder.ToTable("call_budget");
        builder.HasKey(b => b.Budget);
        builder.Property(b => b.Budget).HasMaxLength(200);
    }
}
