using FusionPortal.Core;
using FusionPortal.Core.Reports;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using FusionPortal.Web.Print;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>The record of a finished install, as data and as a document for the client.</summary>
internal static class FinishedInstallEndpoints
{
    private const string Pattern = "/runs/{id:guid}/finished.pdf";
    private const string Pdf = "application/pdf";

    public static void MapFinishedInstalls(this RouteGroupBuilder api)
    {
        api.MapGet("/runs/{id:guid}/finished", GetAsync).WithTags("Runs").WithName("GetFinishedInstall").Refuses(404)
            .WithSummary("A finished install: what was made, what AWS confirms and contradicts, what stays a person's word.");
        api.MapGet(Pattern, PdfAsync).WithTags("Runs").WithName("GetFinishedInstallPdf").Refuses(404)
            .WithSummary("The same as a PDF for the client. That it was taken is in the audit trail.")
            .Produces(StatusCodes.Status200OK, contentType: Pdf);
    }

    /// <summary>The same document for people, who sign in first: what the page links to.</summary>
    public static void MapInstallRecordFile(this WebApplication app) =>
        app.MapGet(Pattern, PdfAsync).ExcludeFromDescription().AnswersAsFile();

    private static async Task<Ok<FinishedInstall>> GetAsync(
        Guid id, FinishedInstallQueries installs, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await installs.FindAsync(id, actor.Value.SubjectId, cancellationToken) ?? throw new RefusedException(
            RefusalKind.NotFound, "no-finished-install", "There is no finished install of a client with this id."));

    private static async Task<FileContentHttpResult> PdfAsync(
        Guid id, TakeInstallRecord take, RequestActor actor, HttpResponse response, CancellationToken cancellationToken)
    {
        var install = await take.ExecuteAsync(id, actor.Value, cancellationToken);
        response.Headers.CacheControl = "no-store";
        return TypedResults.File(InstallPdf.Write(install), Pdf, $"install-{install.Head.OrgId}.pdf");
    }
}
