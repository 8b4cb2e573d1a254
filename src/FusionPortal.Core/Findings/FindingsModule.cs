using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Findings.Verdicts;
using FusionPortal.Core.Scans;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Findings;

public static class FindingsModule
{
    public static IServiceCollection AddFindings(this IServiceCollection services) =>
        services
            .AddSingleton<FindingQueries>()
            .AddSingleton<AcknowledgeFinding>().AddSingleton<AcknowledgeFindings>()
            .AddSingleton<ComplianceQueries>()
            .AddSingleton<ComplianceBreakdowns>()
            .AddSingleton<ChangeQueries>()
            .AddSingleton<TrendQueries>()
            .AddSingleton<NotEvaluatedQueries>()
            .AddSingleton<ResourceQueries>()
            .AddSingleton<EvaluationInput>()
            .AddSingleton<EvaluateScan>()
            .AddSingleton<PreviewRecords>()
            .AddSingleton<ChangeRecord>()
            .AddSingleton<DeclareAccountSeen>()
            .AddSingleton<CorrectOrganizationSeen>()
            .AddSingleton<SeenOrganizationQueries>()
            .AddSingleton<RecordSeenOrganizations>()
            .AddSingleton<Reevaluate>()
            .AddSingleton<IScanEvaluation, ScanEvaluation>();
}
