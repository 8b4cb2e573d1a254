using FusionPortal.Core.Reports;
using FusionPortal.Core.Reports.Presets;
using FusionPortal.Core.Reports.Register;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Which reports there are, what was produced, and presets.</summary>
internal static class ReportListEndpoints
{
    public static void MapReportLists(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        reports.MapGet("/", ListAsync).WithName("ListReports")
            .WithSummary("The reports one may produce: what each answers, for whom, its columns and what it can be asked.");
        reports.MapGet("/produced", ProducedAsync).WithName("ListProducedReports")
            .WithSummary("What was produced, newest first, each compared with the last time before that the very same was asked. "
                + "Those who do not oversee get their own.");
        reports.MapGet("/presets", PresetsAsync).WithName("ListReportPresets").WithSummary("One's own presets, then those others share.");
        reports.MapPost("/presets", SaveAsync).WithName("SaveReportPreset").Refuses(404, 409, 422)
            .WithSummary("Keeps a report with what it is asked under a name.");
        reports.MapPut("/presets/{id:guid}", ChangeAsync).WithName("ChangeReportPreset").Refuses(404, 409, 422)
            .WithSummary("Renames a preset, shares it with everyone or takes it back.");
        reports.MapDelete("/presets/{id:guid}", DeleteAsync).WithName("DeleteReportPreset").Refuses(404).WithSummary("Deletes a preset.");
    }

    private static Ok<IReadOnlyList<ReportInfo>> ListAsync(ReportCatalog reports, RequestActor actor) =>
        TypedResults.Ok<IReadOnlyList<ReportInfo>>([.. reports.All.Where(r => r.MayProduce.Any(actor.Value.Is)).Select(ReportInfo.Of)]);

    private static async Task<Ok<ReportRegisterPage>> ProducedAsync(
        [AsParameters] ProducedQuery query, ReportRegisterQueries register, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await register.ListAsync(
            new ReportRegisterFilter(query.Text, query.Report, query.From, query.To, query.Bytes), query.Before, query.Take ?? 50,
            actor.Value, cancellationToken));

    private static async Task<Ok<IReadOnlyList<PresetRow>>> PresetsAsync(
        PresetQueries presets, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await presets.ListAsync(actor.Value, cancellationToken));

    private static async Task<Created<Guid>> SaveAsync(
        SavePresetRequest body, SavePreset save, RequestActor actor, CancellationToken cancellationToken)
    {
        var id = await save.ExecuteAsync(body, actor.Value, cancellationToken);
        return TypedResults.Created($"/api/v1/reports/presets/{id}", id);
    }

    private static async Task<NoContent> ChangeAsync(
        Guid id, ChangePresetBody body, ChangePreset change, RequestActor actor, CancellationToken cancellationToken)
    {
        await change.ExecuteAsync(new ChangePresetRequest(id, body.Name, body.IsShared), actor.Value, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, DeletePreset delete, RequestActor actor, CancellationToken cancellationToken)
    {
        await delete.ExecuteAsync(id, actor.Value, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>The question of the register.</summary>
/// <param name="Text">Found in the person's name or in what was asked, or the beginning of a hash.</param>
/// <param name="Report">The name of a report.</param>
/// <param name="From">Produced at or after this moment.</param>
/// <param name="To">Produced before this moment.</param>
/// <param name="Bytes">How the bytes compare with the last time before.</param>
/// <param name="Before">The <c>next</c> of the page before.</param>
/// <param name="Take">1 to 200; 50 without it.</param>
internal sealed record ProducedQuery(
    string? Text, string? Report, DateTimeOffset? From, DateTimeOffset? To, BytesCompared? Bytes, long? Before, int? Take);

/// <param name="Name">1 to 80 characters.</param>
/// <param name="IsShared">Everybody sees it who may produce the report.</param>
internal sealed record ChangePresetBody(string? Name, bool IsShared);

/// <summary>A report there is.</summary>
/// <param name="Answers">The question it answers.</param>
/// <param name="Readers">Whom it is for.</param>
internal sealed record ReportInfo(
    string Name, string Title, string Answers, string Readers, string Summary, int Version, IReadOnlyList<string> Columns,
    IReadOnlyList<ReportParameterInfo> Parameters)
{
    public static ReportInfo Of(Report report) => new(
        report.Name, report.Title, report.Answers, report.Readers, report.Summary, report.Version, report.Columns,
        [.. report.Parameters.Select(p => new ReportParameterInfo(p.Name, p.Label, p.Description, p.IsRequired, p.Type.Repeats))]);
}

/// <param name="Repeats">Whether it may be given more than once, each time with another value.</param>
internal sealed record ReportParameterInfo(string Name, string Label, string Description, bool IsRequired, bool Repeats);
