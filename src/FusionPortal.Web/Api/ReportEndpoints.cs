using System.Globalization;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;

namespace FusionPortal.Web.Api;

/// <summary>
/// Files for auditors. The same filter and moment give the same bytes; their hash is in <c>X-Content-SHA256</c> and <c>Repr-Digest</c>,
/// for a report of any size where the request says <c>Want-Repr-Digest</c>. Beside them stand <c>X-Redacted-Entries</c>, entries of the
/// audit trail about what was asked that have been redacted, and <c>X-Knowledge-Hours</c>, the limit that shaped what is not evaluated.
/// </summary>
internal static class ReportEndpoints
{
    private const string Pattern = "/reports/{name}.{format}";

    public static void MapReports(this RouteGroupBuilder api) =>
        api.MapGet(Pattern, GetAsync).WithTags("Reports").WithName("Report").Refuses(404, 409)
            .WithSummary(
                "One report as csv, json or xlsx. The xlsx prints the hash of the csv. An unknown client, account, convention or "
                    + "kind is refused with suggestions.")
            .WithMetadata(new ReportQuery())
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");

    /// <summary>The same files for people, who sign in first: what pages link to.</summary>
    public static void MapReportFiles(this WebApplication app) =>
        app.MapGet(Pattern, GetAsync).ExcludeFromDescription().AnswersAsFile();

    private static async Task GetAsync(
        string name, string format, HttpContext context, ReportCatalog reports, ProduceReport produce, RequestActor actor,
        CancellationToken cancellationToken)
    {
        var report = reports.Get(name);
        var form = ReportFormats.Get(format);
        var filter = QueryFilter.Read(report, context.Request.Query);
        var response = context.Response;
        var moment = filter.AsOf is { } at ? at.UtcDateTime.ToString("'-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) : "";
        response.ContentType = form.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{report.FileName(filter)}{moment}.{form.Extension}\"";
        // The same rows are a page's download too, outside the API.
        response.Headers.CacheControl = "no-store";
        Task<ReportProduced> ProduceAsync(Stream output) =>
            produce.ExecuteAsync(new ReportRequest(name, filter, form.Format), actor.Value, output, cancellationToken);
        if (!form.IsCanonical || context.Request.Headers.ContainsKey("Want-Repr-Digest"))
        {
            await WriteFromFileAsync(response, form.IsCanonical, ProduceAsync, cancellationToken);
            return;
        }

        await using var body = new ReportBody(response);
        await body.CompleteAsync(await ProduceAsync(body), cancellationToken);
    }

    // Made in a file that vanishes by itself: the headers wait for the hash, and a workbook is a zip archive, whose library writes
    // synchronously.
    private static async Task WriteFromFileAsync(
        HttpResponse response, bool isCanonical, Func<Stream, Task<ReportProduced>> produce, CancellationToken cancellationToken)
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
        if (isCanonical) ReportBody.WriteHash(response, produced);
        else ReportBody.WriteCertificate(response, produced);
        response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(response.Body, cancellationToken);
    }
}
