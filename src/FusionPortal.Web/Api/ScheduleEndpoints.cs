using FusionPortal.Core.Accounts;
using FusionPortal.Core.Scans.Scheduling;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>When accounts and clients are scanned by themselves, and which accounts are not scanned at all.</summary>
internal static class ScheduleEndpoints
{
    public static void MapSchedules(this RouteGroupBuilder api)
    {
        var schedules = api.MapGroup("/schedules").WithTags("Schedules");
        schedules.MapGet("/", ListAsync).WithName("ListSchedules")
            .WithSummary("The schedule of everything, which configuration sets, then those of accounts and clients.");
        schedules.MapPost("/", AddAsync).WithName("AddSchedule").Refuses(404, 409)
            .WithSummary("Lets scans of one account or one client start by themselves. Cron in UTC.");
        schedules.MapDelete("/{id:guid}", RemoveAsync).WithName("RemoveSchedule").Refuses(404)
            .WithSummary("Ends a schedule. Scans it has started go on.");
        var accounts = api.MapGroup("/accounts/{accountId}").WithTags("Accounts");
        accounts.MapPost("/pause", PauseAsync).WithName("PauseAccount").Refuses(404)
            .WithSummary("Calls the account no more. From the next scan on its verdicts are not evaluated.");
        accounts.MapPost("/resume", ResumeAsync).WithName("ResumeAccount").Refuses(404)
            .WithSummary("Scans the account again, from the next scan on.");
    }

    private static async Task<Ok<IReadOnlyList<ScheduleRow>>> ListAsync(ScheduleQueries schedules, CancellationToken cancellationToken) =>
        TypedResults.Ok(await schedules.ListAsync(cancellationToken));

    private static async Task<Created<Guid>> AddAsync(
        AddScheduleRequest body, AddSchedule add, RequestActor actor, CancellationToken cancellationToken)
    {
        var id = await add.ExecuteAsync(body, actor.Value, cancellationToken);
        return TypedResults.Created($"/api/v1/schedules/{id}", id);
    }

    private static async Task<NoContent> RemoveAsync(
        Guid id, RemoveSchedule remove, RequestActor actor, CancellationToken cancellationToken)
    {
        await remove.ExecuteAsync(id, actor.Value, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<NoContent> PauseAsync(
        string accountId, PauseAccount pause, RequestActor actor, CancellationToken cancellationToken) =>
        SetAsync(new PauseAccountRequest(accountId, true), pause, actor, cancellationToken);

    private static Task<NoContent> ResumeAsync(
        string accountId, PauseAccount pause, RequestActor actor, CancellationToken cancellationToken) =>
        SetAsync(new PauseAccountRequest(accountId, false), pause, actor, cancellationToken);

    private static async Task<NoContent> SetAsync(
        PauseAccountRequest request, PauseAccount pause, RequestActor actor, CancellationToken cancellationToken)
    {
        await pause.ExecuteAsync(request, actor.Value, cancellationToken);
        return TypedResults.NoContent();
    }
}
