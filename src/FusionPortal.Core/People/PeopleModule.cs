using FusionPortal.Core.People.Recovery;
using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.People;

public static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services) =>
        services.AddSingleton<RememberPerson>().AddSingleton<PeopleQueries>().AddSingleton<DeclarePerson>()
            .AddSingleton<PersonSessions>().AddSingleton<RecordVisit>()
            .AddSingleton<MakeRecoveryLink>().AddSingleton<UseRecoveryLink>().AddSingleton<ExpireRecoveryLinks>()
                .AddSingleton<RecoveryQueries>()
            .AddHostedService<RecoveryWatch>();
}
