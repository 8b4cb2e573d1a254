using FusionPortal.Core.Accounts;
using FusionPortal.Core.AuditReading;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Homes;
using FusionPortal.Core.Inventory;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.People;
using FusionPortal.Core.Redactions;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scans;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core.Search;
using FusionPortal.Core.SharedResources;
using FusionPortal.Core.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace FusionPortal.Core;

/// <summary>Everything of Core, feature by feature.</summary>
public static class CoreModule
{
    /// <param name="services">The host's services; logging must be among them.</param>
    /// <param name="connectionString">Of the portal's login, a member of the role fusionportal_app.</param>
    public static IServiceCollection AddFusionPortalCore(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddDbContextFactory<PortalDbContext>(options => PortalDbContext.Configure(options, connectionString));
        services.AddSingleton<DatabaseState>();
        services.AddSingleton<FirstRecord>();
        return services
            .AddNotifications()
            .AddAuditTrail()
            .AddAuditReading()
            .AddOrganizations()
            .AddTemplates()
            .AddPeople()
            .AddRedactions()
            .AddRuns()
            .AddSharedResources()
            .AddAccounts()
            .AddScans()
            .AddInventory()
            .AddConventionBooks()
            .AddFindings()
            .AddScorecards()
            .AddReports()
            .AddHomes()
            .AddSearch();
    }
}
