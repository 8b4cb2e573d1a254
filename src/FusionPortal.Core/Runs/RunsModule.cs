using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Runs;

public static class RunsModule
{
    public static IServiceCollection AddRuns(this IServiceCollection services) =>
        services
            .AddSingleton<RunStarter>()
            .AddSingleton<RunLoader>()
            .AddSingleton<LinkEffects>()
            .AddSingleton<StepEffects>()
            .AddSingleton<RunStandings>()
            .AddSingleton<RunQueries>()
            .AddSingleton<CapturedQueries>()
            .AddSingleton<RunRecord>()
            .AddSingleton<MyWorkQueries>()
            .AddSingleton<WaitingQueries>()
            .AddSingleton<StartInstall>()
            .AddSingleton<CancelRun>()
            .AddSingleton<NameFacts>()
            .AddSingleton<RunFacts>()
            .AddSingleton<SetStep>()
            .AddSingleton<ConfirmSteps>();
}
