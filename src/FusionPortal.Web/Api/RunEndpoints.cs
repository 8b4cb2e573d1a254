using System.ComponentModel;
using System.Text.Json;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists;
using FusionPortal.Conventions.Secrets;
using FusionPortal.Core;
using FusionPortal.Core.Reports;
using FusionPortal.Core.Runs;
using FusionPortal.Core.SharedResources;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Checklists being worked.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/runs").WithTags("Runs");
        group.MapGet("/", ListAsync).WithName("ListRuns").WithSummary("Runs, in one of four orders, a page at a time.");
        group.MapGet("/{id:guid}", GetAsync).WithName("GetRun").Refuses(404)
            .WithSummary("A whole run: sections, steps, values, who and when, what blocks it and what is next.");
        group.MapGet("/{id:guid}/activity", ActivityAsync).WithName("ListRunActivity").Refuses(404)
            .WithSummary("What was done in a run, the latest first.");
        group.MapPost("/", StartAsync).WithName("StartRun").Refuses(404, 409, 422)
            .WithSummary("Starts a client's install, or the checklist of a new shared resource.");
        group.MapPost("/{id:guid}/steps/{stepId}", SetStepAsync).WithName("SetStep").Refuses(404, 409, 422)
            .WithSummary(
                "Saves values of a step, ticks it, opens it again or says that it does not apply. " +
                "The same commandId again changes nothing.");
        group.MapPost("/{id:guid}/confirm", ConfirmAsync).WithName("ConfirmSteps").Refuses(404, 409)
            .WithSummary(
                "Ticks several steps by one command, each with a revision of its own. " +
                "Those that cannot be ticked stay open and are named with the reason.");
        group.MapPost("/{id:guid}/cancel", CancelAsync).WithName("CancelRun").Refuses(404, 409, 422)
            .WithSummary(
                "Says, with a reason, that a run will not be worked to its end. " +
                "Its names are free again, and a client may get a new install.");
        group.MapPut("/{id:guid}/links/{linkId}", LinkAsync).WithName("LinkSharedResource").Refuses(404, 409, 422)
            .WithSummary("Points a run's link at a shared resource, starts the checklist of a new one for it, or lets go of it.");

        var topics = api.MapGroup("/reference-topics").WithTags("Runs");
        topics.MapGet("/{key}", Topic).WithName("GetReferenceTopic").Refuses(404)
            .WithSummary("The text to read and acknowledge before an install starts.");
    }

    private static async Task<Ok<RunPage>> ListAsync(
        RunQueries runs, KnownFilters known, CancellationToken cancellationToken,
        RunKind? kind = null, bool? finished = null, bool? cancelled = null,
        [Description("Only this client's.")] string? orgId = null,
        [Description("Only open ones that wait for something else, or only those that do not.")] bool? blocked = null,
        [Description("Found in title, organization ID or resource name.")] string? q = null,
        [Description("The order; lastWorked when left out.")] RunSort sort = RunSort.LastWorked,
        [Description("The page before's nextCursor.")] string? cursor = null,
        [Description("Rows on a page, 1 to 100.")] int take = 50)
    {
        await known.ClientAsync(orgId, "orgId", cancellationToken);
        var filter = new RunFilter(kind, finished, orgId, q, cancelled) { Blocked = blocked, Sort = sort };
        return TypedResults.Ok(await runs.ListAsync(filter, cursor, take, cancellationToken));
    }

    private static async Task<Ok<RunDetail>> GetAsync(Guid id, RunQueries runs, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await runs.FindAsync(id, actor.Value.SubjectId, cancellationToken) ?? throw NoSuchRun());

    private static async Task<Ok<IReadOnlyList<RunActivity>>> ActivityAsync(
        Guid id, RunQueries runs, CancellationToken cancellationToken,
        [Description("Only this step.")] string? stepId = null,
        [Description("Only commands before this revision of the run.")] long? before = null,
        [Description("Rows, 1 to 200.")] int take = 50) =>
        TypedResults.Ok(await runs.ActivityAsync(id, stepId, before, take, cancellationToken));

    private static async Task<Created<RunDetail>> StartAsync(
        NewRun body, StartInstall startInstall, StartSharedResourceRun startShared, RunQueries runs, RequestActor actor,
        CancellationToken cancellationToken)
    {
        var command = body.CommandId ?? Guid.Empty;
        var id = body.Template is null || body.Template == TemplateLibrary.ClientInstall
            ? await startInstall.ExecuteAsync(
                new StartInstallRequest(body.OrgId ?? "", body.Acknowledged, command), actor.Value, cancellationToken)
            : await startShared.ExecuteAsync(
                new StartSharedResourceRunRequest(body.Template, body.Title ?? "", body.OrgId, command), actor.Value, cancellationToken);
        return TypedResults.Created($"/api/v1/runs/{id}", await runs.FindAsync(id, actor.Value.SubjectId, cancellationToken));
    }

    private static async Task<Ok<SetStepOutcome>> SetStepAsync(
        Guid id, string stepId, StepCommand body, SetStep setStep, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await setStep.ExecuteAsync(
            new SetStepRequest(
                id, stepId, body.ParsedAction(), body.ExpectedRevision, body.Texts(), body.Reason, body.CommandId ?? Guid.Empty)
            {
                Seen = body.Seen,
                KeepReasons = body.KeepReasons,
            },
            actor.Value, cancellationToken));

    private static async Task<Ok<ConfirmStepsOutcome>> ConfirmAsync(
        Guid id, Confirmation body, ConfirmSteps confirm, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await confirm.ExecuteAsync(
            new ConfirmStepsRequest(id, body.Steps ?? [], body.CommandId ?? Guid.Empty), actor.Value, cancellationToken));

    private static async Task<Ok<RunDetail>> CancelAsync(
        Guid id, Cancellation body, CancelRun cancel, RunQueries runs, RequestActor actor, CancellationToken cancellationToken)
    {
        await cancel.ExecuteAsync(new CancelRunRequest(id, body.ExpectedRevision, body.Reason ?? ""), actor.Value, cancellationToken);
        return await GetAsync(id, runs, actor, cancellationToken);
    }

    private static async Task<Ok<RunDetail>> LinkAsync(
        Guid id, string linkId, LinkTarget body, LinkSharedResource link, RunQueries runs, RequestActor actor,
        CancellationToken cancellationToken)
    {
        await link.ExecuteAsync(
            new LinkSharedResourceRequest(id, linkId, body.SharedResourceId)
            {
                Seen = body.Seen,
                KeepReason = body.KeepReason,
                StartCommandId = body.StartCommandId,
            },
            actor.Value, cancellationToken);
        return await GetAsync(id, runs, actor, cancellationToken);
    }

    private static Ok<ReferenceTopic> Topic(string key) =>
        TypedResults.Ok(ReferenceTopic.Find(key)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-topic", "There is no such reference topic."));

    private static RefusedException NoSuchRun() => new(RefusalKind.NotFound, "no-such-run", "There is no such run.");

    /// <param name="Template">The checklist's key; left out for a client's install.</param>
    /// <param name="OrgId">The client of an install; for a shared resource, the one client it is dedicated to, if any.</param>
    /// <param name="Title">What a shared resource is called until it has a name.</param>
    /// <param name="Acknowledged">The reference topic the caller has read, for an install.</param>
    /// <param name="CommandId">Made by the caller; a repeat returns the run that was started.</param>
    public sealed record NewRun(string? Template, string? OrgId, string? Title, AcknowledgedTopic? Acknowledged, Guid? CommandId);

    /// <param name="Steps">1 to 100, in the order they are ticked.</param>
    /// <param name="CommandId">Made by the caller; the same id again ticks nothing twice.</param>
    public sealed record Confirmation(IReadOnlyList<ConfirmedStep>? Steps, Guid? CommandId);

    /// <param name="ExpectedRevision">The run's revision the caller saw.</param>
    /// <param name="Reason">Why; 3 to 500 characters.</param>
    public sealed record Cancellation(long ExpectedRevision, string? Reason);

    /// <param name="SharedResourceId">Null lets go of the resource the link points at.</param>
    /// <param name="Seen">
    /// What the link pointed at, and what the chosen resource was called; may be left out only where the link points at nothing.
    /// </param>
    /// <param name="KeepReason">
    /// Why it is linked although it was asked back with 409 and the code doubtful-value; 3 to 500 characters.
    /// </param>
    /// <param name="StartCommandId">
    /// Instead of a resource: starts the checklist of a new one for the link, once for this id. Only where a step waits for one.
    /// </param>
    public sealed record LinkTarget(
        Guid? SharedResourceId, LinkSeen? Seen = null, string? KeepReason = null, Guid? StartCommandId = null);

    /// <param name="Action">tick, save-fields, untick or not-applicable; tick when left out.</param>
    /// <param name="ExpectedRevision">The step's revision the caller saw; 0 for a step nobody touched.</param>
    /// <param name="Values">By field id; null clears. Fields left out stay as they are.</param>
    /// <param name="Reason">For untick and not-applicable.</param>
    /// <param name="CommandId">Made by the caller; the same id again changes nothing and gets the same answer.</param>
    /// <param name="Seen">
    /// For a tick: by field id, the revision and value the caller saw of every value the tick does not bring, as the run gives them. A tick
    /// that would attest a value without it is refused. For a value the tick brings, the step's revision when its person began to type it;
    /// left out, expectedRevision counts.
    /// </param>
    /// <param name="KeepReasons">
    /// By field id, 3 to 500 characters: why a value is kept that was asked back with 409 and the code doubtful-value.
    /// It stays with the value.
    /// </param>
    public sealed record StepCommand(
        string? Action, long ExpectedRevision, Dictionary<string, JsonElement>? Values, string? Reason, Guid? CommandId,
        Dictionary<string, SeenValue>? Seen = null,
        Dictionary<string, string?>? KeepReasons = null)
    {
        internal Dictionary<string, string?>? Texts() => Values?.ToDictionary(pair => pair.Key, pair => Text(pair.Key, pair.Value));

        internal StepAction ParsedAction() => Action?.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) switch
        {
            null or "tick" => StepAction.Tick,
            "savefields" or "save" => StepAction.SaveFields,
            "untick" => StepAction.Untick,
            "notapplicable" => StepAction.NotApplicable,
            _ => throw new RefusedException(
                RefusalKind.Invalid, "invalid-action", "Choose tick, save-fields, untick or not-applicable.", "action"),
        };

        // Programs send true and 12 where a person would type yes and 12.
        private static string? Text(string field, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => throw new RefusedException(
                RefusalKind.Invalid, "invalid-value", "A value is a text, a number, true, false or null.",
                SecretGuard.Inspect(field) is null ? field : "values"),
        };
    }
}
