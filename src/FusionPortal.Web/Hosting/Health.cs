using System.Data.Common;
using System.Globalization;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Coverage;
using FusionPortal.Core.Data;
using FusionPortal.Core.Scans.Jobs;
using FusionPortal.Core.ShippedTexts;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FusionPortal.Web.Hosting;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: database reachable and migrated, scheduler running, the pages' script
/// there, and whether what is known is too old or judged by a book that cannot be read here.</summary>
internal static class Health
{
    private const string Ready = "ready";

    public static void AddPortalHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<SchedulerHealth>("scheduler", tags: [Ready])
            .AddCheck<KnowledgeHealth>("knowledge", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<ShippedTextHealth>("texts", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<PageScriptHealth>("page-script", tags: [Ready]);

    public static void MapPortalHealth(this WebApplication app)
    {
        Map("/healthz", static _ => false);
        Map("/readyz", static check => check.Tags.Contains(Ready));

        void Map(string path, Func<HealthCheckRegistration, bool> which) => app
            .MapHealthChecks(path, new HealthCheckOptions { Predicate = which, ResponseWriter = WriteAsync })
            .AllowAnonymous()
            .WithMetadata(new QuietLogAttribute());
    }

    // Anonymous callers learn which part is not ready and why, never an exception's text.
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), e.Value.Description }),
        },
        context.RequestAborted);
}

/// <summary>Reachable, and every migration this build was made with is applied.</summary>
internal sealed class DatabaseHealth(DatabaseState database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.CheckAsync(cancellationToken) switch
        {
            DatabaseCondition.Ready => HealthCheckResult.Healthy("Reachable and migrated."),
            DatabaseCondition.Behind => HealthCheckResult.Unhealthy("Reachable, but behind this version. Run FusionPortal.Migrations."),
            DatabaseCondition.Unreachable => HealthCheckResult.Unhealthy("Not reachable."),
            var condition => throw new InvalidOperationException($"{condition} is not known here."),
        };
}

/// <summary>Jobs run in this process, or are configured to run in others.</summary>
internal sealed class SchedulerHealth(SchedulerHost scheduler) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            scheduler.IsReady ? HealthCheckResult.Healthy("Running, or left to other processes.")
            : HealthCheckResult.Unhealthy("Not running yet."));
}

/// <summary>
/// How old what the portal knows of AWS is; where it knows nothing yet that is no health either. It never takes the portal out of service,
/// since its pages say the same and people need them to
/// start a scan: degraded, which answers 200.
/// </summary>
internal sealed class KnowledgeHealth(Knowledge knowledge, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        KnowledgeAge age;
        try
        {
            age = await knowledge.AgeAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            // Which the check of the database says as it should.
            return HealthCheckResult.Degraded("Not readable.");
        }

        if (age.NewestAt is not { } newest)
            return HealthCheckResult.Degraded(
            "Nothing has been read yet: no target has ever been read whole, so nothing is evaluated. Start a scan, or look why none ends.");
        var hours = string.Create(CultureInfo.InvariantCulture, $"{(clock.GetUtcNow() - newest).TotalHours:0.#}");
        return age.Aged == 0
            ? HealthCheckResult.Healthy($"Last completed reading {hours} hours ago.")
            : HealthCheckResult.Degraded(
                $"{age.Aged} of {age.Targets} targets were last read more than "
                    + $"{knowledge.Limit.TotalHours.ToString("0.##", CultureInfo.InvariantCulture)} hours ago and are not evaluated; "
                + $"the last completed reading of any was {hours} hours ago.");
    }
}

/// <summary>
/// Whether this portal reads the convention book in force, and published the texts it ships. Degraded, which answers 200, where not: its
/// pages say the same, and runs are worked as before.
/// </summary>
internal sealed class ShippedTextHealth(BookQueries books, ShippedTextConflicts conflicts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var standing = await books.StandingAsync(cancellationToken);
            string[] wrong = [.. conflicts.All.Select(c => c.Says).Prepend(standing.Says ?? "").Where(says => says.Length > 0)];
            return wrong.Length > 0 ? HealthCheckResult.Degraded(string.Join(' ', wrong))
                : HealthCheckResult.Healthy(
                    standing.Version is { } version ? $"The convention book in force is version {version}."
                    : "No convention book has been published yet.");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException { InnerException: DbException })
        {
            // Which the check of the database says as it should.
            return HealthCheckResult.Degraded("Not readable.");
        }
    }
}

/// <summary>
/// The pages' own script is served, and so is every other file they load. Without it pages are blank or bare, and nothing else would tell.
/// </summary>
internal sealed class PageScriptHealth(EndpointDataSource endpoints, IWebHostEnvironment environment) : IHealthCheck
{
    private const string Script = "_framework/blazor.web.js";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<StaticAssetDescriptor> assets =
            [.. endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<StaticAssetDescriptor>()).OfType<StaticAssetDescriptor>()];
        if (!assets.Exists(a => a.Route == Script))
            return Unhealthy($"{Script} is missing from this build, so that every page stays blank. Publish again from a whole restore.");
        // The build's list may name what is not there: the portal then runs from another folder than it was published to.
        var files = environment.WebRootFileProvider;
        var missing = assets.Select(a => a.AssetPath).Distinct().FirstOrDefault(path => !files.GetFileInfo(path).Exists);
        return missing is null
            ? Task.FromResult(HealthCheckResult.Healthy("Served."))
            : Unhealthy($"{missing} is not found, so that pages have no style or do nothing. Publish again, and start what was published.");
    }

    private static Task<HealthCheckResult> Unhealthy(string why) => Task.FromResult(HealthCheckResult.Unhealthy(why));
}
