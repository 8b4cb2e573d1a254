using Microsoft.Extensions.DependencyInjection;

namespace FusionPortal.Core.Inventory;

public static class InventoryModule
{
    public static IServiceCollection AddInventory(this IServiceCollection services) => services.AddSingleton<InventoryQueries>();
}
