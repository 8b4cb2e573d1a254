using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Scorecards;

public static class ScorecardsModule
{
    public static IServiceCollection AddScorecards(this IServiceCollection services) =>
        services
            .AddSingleton<ClientListQueries>()
            .AddSingleton<ClientScorecardQueries>()
            .AddSingleton<SharedScorecardQueries>()
            .AddSingleton<MadeQueries>();
}
