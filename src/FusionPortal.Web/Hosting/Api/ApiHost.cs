using FusionPortal.Web.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Mvc;
using NetEscapades.AspNetCore.SecurityHeaders;
using Scalar.AspNetCore;

namespace FusionPortal.Web.Hosting.Api;

/// <summary>The HTTP API under <c>/api/v1</c> and its description. Features add themselves in <see cref="MapFeatures"/>.</summary>
internal static class ApiHost
{
    private const string Document = "v1";

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(
            Document, options => options.AddDocumentTransformer<ApiDescription>().AddSchemaTransformer<FieldTypeSchema>()
                .AddSchemaTransformer<ExactNamesSchema>()
                .AddOperationTransformer<ReportDescription>().AddOperationTransformer<QueryDescription>());
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<NothingHere>();
        builder.Services.AddExceptionHandler<ApiExceptionHandler>();
        // A bad body is an exception, so that it too becomes a problem with a code.
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new ExactNames()));
    }

    /// <summary>What the API answers, refusals too, is for who asked and for now.</summary>
    public static void UseUncachedAnswers(this WebApplication app) => app.Use((context, next) =>
    {
        if (ApiExceptionHandler.IsForPrograms(context.Request.Path))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl = "no-store";
                return Task.CompletedTask;
            });
        }

        return next(context);
    });

    public static void MapApi(this WebApplication app)
    {
        // Status code pages are for people: they would turn an empty 404 into HTML.
        var api = app.MapGroup("/api/v1")
            .RequireAuthorization(SignInModule.ApiPolicy)
            .WithMetadata(new SkipStatusCodePagesAttribute())
            .AddEndpointFilter<WholeWrites>();
        api.RefuseAll();
        MapFeatures(api);

        foreach (var everythingElse in new[] { "/api/{**rest}", "/openapi/{**rest}" })
        {
            app.Map(everythingElse, static (HttpContext context, NothingHere nothing) => nothing.AnswerAsync(context))
                .RequireAuthorization(SignInModule.ApiPolicy)
                .WithMetadata(new SkipStatusCodePagesAttribute())
                .ExcludeFromDescription();
        }

        // The description, for programs and people alike, and its reader, which is a page.
        app.MapOpenApi($"/openapi/{{documentName:regex(^{Document}$)}}.json").RequireAuthorization(SignInModule.ApiPolicy)
            .WithMetadata(new SkipStatusCodePagesAttribute());
        app.MapScalarApiReference((options, context) => ForInsideOnly(options).WithTitle("FusionPortal API").WithNonce(context.GetNonce()));
    }

    // What the reader's maker offers besides: nothing of the portal goes to other hosts, and nothing comes from there.
    private static ScalarOptions ForInsideOnly(ScalarOptions options)
    {
        (options.DefaultFonts, options.ShowDeveloperTools, options.HideClientButton) = (false, DeveloperToolsVisibility.Never, true);
        return options.DisableAgent().DisableTelemetry().DisableMcp();
    }

    private static void MapFeatures(RouteGroupBuilder api)
    {
        api.MapOrganizations();
        api.MapAccounts();
        api.MapNotEvaluated();
        api.MapTrend();
        api.MapRuns();
        api.MapFinishedInstalls();
        api.MapSharedResources();
        api.MapBook();
        api.MapTemplates();
        api.MapFindings();
        api.MapResources();
        api.MapScans();
        api.MapCoverage();
        api.MapSchedules();
        api.MapReports();
        api.MapReportLists();
        api.MapAuditTrail();
        api.MapPeople();
        api.MapAudit();
        api.MapSearch();
    }
}
