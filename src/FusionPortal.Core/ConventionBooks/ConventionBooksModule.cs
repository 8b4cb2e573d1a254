using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.ConventionBooks;

public static class ConventionBooksModule
{
    public static IServiceCollection AddConventionBooks(this IServiceCollection services) =>
        services.AddSingleton<BookQueries>().AddSingleton<PublishShippedBook>().AddSingleton<PublishBook>()
            .AddSingleton<AcceptShippedBook>().AddHostedService<ShippedBookAtStart>();
}
