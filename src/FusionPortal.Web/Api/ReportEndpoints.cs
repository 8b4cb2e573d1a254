using System.ComponentModel;
using System.Globalization;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Reports;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;

namespace FusionPortal.Web.Api;

/// <summary>
/// Files for auditors. The same filter and moment give the same bytes; their hash is in <c>X-Content-SHA256</c> and <c>Repr-Digest</c>,
/// for a report of any size where the request says <c>Want-Repr-Digest</c>. Beside them stand <c>X-Redacted-Entries</c>, entries of the
/// audit trail
/// about what was asked that have been redacted, and <c>X-Knowledge-Hours</c>, the limit that shaped what is not evaluated.
/// </summary>
internal static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/reports").WithTags("Reports");
        group.MapGet("/findings.{format}", FindingsAsync).WithName("FindingsReport").Refuses(404, 409)
            .WithSummary(
                "Findings as csv, json or xlsx, with the findings page's filters. The xlsx prints the hash of the csv. An unknown client, account, convention or kind is refused with suggestions.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        group.MapGet("/not-evaluated.{format}", NotEvaluatedAsync).WithName("NotEvaluatedReport").Refuses(404, 409)
            .WithSummary("What could not be judged, and why, as csv, json or xlsx.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        group.MapGet("/runs/{id:guid}.{format}", RunAsync).WithName("RunReport").Refuses(404, 409)
            .WithSummary("One run's record as csv, json or xlsx: every step with who ticked it, when, and the values recorded.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        group.MapGet("/coverage.{format}", CoverageAsync).WithName("CoverageReport").Refuses(404, 409)
            .WithSummary("The coverage ledger as csv, json or xlsx, in a stable order.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    internal static Task CoverageAsync(
        string format, HttpContext context, ProduceCoverageReport produce, RequestActor actor, CancellationToken cancellationToken,
        [Description("The ledger as it stood at that moment, passes too. Without it, now.")] DateTimeOffset? asOf = null) =>
        WriteAsync(
            context, "coverage", asOf, Format(format),
            (kind, output) =>
                produce.ExecuteAsync(new CoverageReportRequest(kind, asOf), actor.Value, output, cancellationToken), cancellationToken);

    private static Task FindingsAsync(
        string format, [AsParameters] FindingsQuery query, HttpContext context, ProduceFindingsReport produce, RequestActor actor,
            CancellationToken cancellationToken)
    {
        var filter = FindingsQuery.Read(context.Request).Filter;
        return WriteAsync(
            context, "findings", filter.AsOf, Format(format),
            (kind, output) =>
                produce.ExecuteAsync(new FindingsReportRequest(filter, kind), actor.Value, output, cancellationToken), cancellationToken);
    }

    private static Task NotEvaluatedAsync(
        string format, HttpContext context, ProduceNotEvaluatedReport produce, RequestActor actor, CancellationToken cancellationToken,
        [Description("An account id.")] string? account = null,
        [Description("A convention id; targets that were not read count for every convention.")] string? convention = null,
        [Description("Found anywhere in subject, organization or reason, ignoring case.")] string? text = null,
        [Description("What the portal knew at that moment. Without it, now.")] DateTimeOffset? asOf = null) =>
        WriteAsync(
            context, "not-evaluated", asOf, Format(format),
            (kind, output) => produce.ExecuteAsync(
                new NotEvaluatedReportRequest(new NotEvaluatedFilter(account, convention, text, asOf), kind), actor.Value, output,
                    cancellationToken), cancellationToken);

    private static Task RunAsync(
        Guid id, string format, HttpContext context, ProduceRunReport produce, RequestActor actor, CancellationToken cancellationToken,
        [Description("What the run's record was at that moment. Without it, now.")] DateTimeOffset? asOf = null) =>
        WriteAsync(
            context, $"run-{id:N}", asOf, Format(format),
            (kind, output) =>
                produce.ExecuteAsync(new RunReportRequest(id, asOf, kind), actor.Value, output, cancellationToken), cancellationToken);

    private static ReportFormat Format(string text) => text switch
    {
        "csv" => ReportFormat.Csv,
        "json" => ReportFormat.Json,
        "xlsx" => ReportFormat.Xlsx,
        _ => throw new RefusedException(RefusalKind.NotFound, "no-such-format", "Reports come as csv, json or xlsx."),
    };

    private static async Task WriteAsync(
        HttpContext context, string name, DateTimeOffset? asOf, ReportFormat format,
            Func<ReportFormat, Stream, Task<ReportProduced>> produce,
        CancellationToken cancellationToken)
    {
        var response = context.Response;
        var moment = asOf is { } at ? at.UtcDateTime.ToString("'-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) : "";
        var (extension, type) = format switch
        {
            ReportFormat.Csv => ("csv", "text/csv; charset=utf-8; header=present"),
            ReportFormat.Json => ("json", "application/json; charset=utf-8"),
            ReportFormat.Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
        response.ContentType = type;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}{moment}.{extension}\"";
        response.Headers.CacheControl = "no-store";
        if (format == ReportFormat.Xlsx || context.Request.Headers.ContainsKey("Want-Repr-Digest"))
        {
            await WriteFromFileAsync(response, format, stream => produce(format, stream), cancellationToken);
            return;
        }

        await using var body = new ReportBody(response);
        await body.CompleteAsync(await produce(format, body), cancellationToken);
    }

    // Made in a file that vanishes by itself: the headers wait for the hash, and a workbook is a zip archive, whose library writes
    // synchronously.
    private static async Task WriteFromFileAsync(
        HttpResponse response, ReportFormat format, Func<Stream, Task<ReportProduced>> produce, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(Path.Combine(Path.GetTempPath(), $"fusionportal-{Guid.CreateVersion7():N}.report"), options);
        var produced = await produce(file);
        if (format == ReportFormat.Xlsx) ReportBody.WriteCertificate(response, produced);
        else ReportBody.WriteHash(response, produced);
        response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(response.Body, cancellationToken);
    }
}
