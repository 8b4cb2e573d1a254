using System.ComponentModel;
using FusionPortal.Conventions;
using FusionPortal.Core.Findings;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Scorecards;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Clients.</summary>
internal static class OrganizationEndpoints
{
    public static void MapOrganizations(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/organizations").WithTags("Organizations");
        group.MapGet("/", ListAsync).WithName("ListOrganizations").WithSummary("Clients by organization ID, a page at a time.");
        group.MapGet("/seen-in-aws", SeenAsync).WithName("ListSeenOrganizations").Refuses(409)
            .WithSummary(
                "Organizations that resources in AWS name and nobody has recorded, by ID, each with what shows it and what could be "
                    + "recorded. Lead, Auditor, Administrator.");
        group.MapPost("/seen-in-aws/preview", PreviewSeenAsync).WithName("PreviewSeenOrganizations").WithMetadata(new OnlyReads())
            .Refuses(409, 422)
            .WithSummary(
                "What recording these as clients, all together, would open and close, and a token of it for the recording. "
                + "Writes nothing.");
        group.MapPost("/seen-in-aws", RecordSeenAsync).WithName("RecordSeenOrganizations").Refuses(409, 422)
            .WithSummary("Records organizations that AWS shows as clients: all of them or none, at most 200. Lead, Administrator.")
            .WithDescription(
                "Needs the token of the preview: 400 preview-required without one, 409 preview-changed where recording them would open "
                    + "or close something else by now; "
                + "details then holds the preview of now. 400 clients-refused names in details each field that cannot be recorded so. "
                + "Each client has its own event in the audit trail.");
        group.MapGet("/{orgId}", GetAsync).WithName("GetOrganization").Refuses(404)
            .WithSummary("One client by organization ID, in any letter case.");
        group.MapGet("/{orgId}/scorecard", ScorecardAsync).WithName("GetOrganizationScorecard").Refuses(404, 409)
            .WithSummary(
                "Everything of one client: where AWS has it, its install and what that stands on, what was recorded beside what AWS shows, "
                    + "its worst findings.");
        group.MapPost("/", CreateAsync).WithName("CreateOrganization").Refuses(409, 422)
            .WithSummary("Records a client under an organization ID that nobody else has.");
        group.MapPost("/{orgId}/preview", PreviewAsync).WithName("PreviewOrganization").WithMetadata(new OnlyReads()).Refuses(404, 409, 422)
            .WithSummary(
                "What another title or environment would open and close, judged over what is stored, and a token of it for "
                    + "the correction. Writes nothing.");
        group.MapPut("/{orgId}", CorrectAsync).WithName("CorrectOrganization").Refuses(404, 409, 422)
            .WithSummary(
                "Corrects a client's title and environment, with a reason, judges with it, and says what that opened and closed. The "
                    + "organization ID cannot be changed.")
            .WithDescription(
                "Needs the token of the preview: 400 preview-required without one, 409 preview-changed where the correction would open "
                    + "or close something else by now; "
                + "details then holds the preview of now. 409 organization-changed where somebody corrected it meanwhile.");
    }

    private static async Task<Ok<OrganizationPage>> ListAsync(
        OrganizationQueries organizations, CancellationToken cancellationToken, string? q = null, string? cursor = null, int take = 50) =>
        TypedResults.Ok(await organizations.ListAsync(q, cursor, take, cancellationToken));

    private static async Task<Ok<OrganizationDetail>> GetAsync(
        string orgId, OrganizationQueries organizations, CancellationToken cancellationToken) =>
        TypedResults.Ok(await organizations.FindAsync(orgId, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-organization", "No client has this organization ID."));

    private static async Task<Ok<ClientScorecard>> ScorecardAsync(
        string orgId, ClientScorecardQueries scorecards, CancellationToken cancellationToken,
        [Description("What the portal knew at that moment.")] DateTimeOffset? asOf = null) =>
        TypedResults.Ok(await scorecards.FindAsync(orgId, asOf, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-organization", "No client has this organization ID."));

    private static async Task<Created<OrganizationDetail>> CreateAsync(
        NewOrganization body, CreateOrganization createOrganization, RequestActor actor, CancellationToken cancellationToken)
    {
        var made =
            await createOrganization.ExecuteAsync(
            new CreateOrganizationRequest(body.OrgId ?? "", body.Title ?? "", body.Environment), actor.Value, cancellationToken);
        return TypedResults.Created($"/api/v1/organizations/{made.OrgId}", made);
    }

    private static async Task<Ok<OfferedPage>> SeenAsync(
        SeenOrganizationQueries seen, RequestActor actor, CancellationToken cancellationToken, string? cursor = null, int take = 50) =>
        TypedResults.Ok(await seen.ListAsync(actor.Value, cursor, take, cancellationToken));

    private static async Task<Ok<RecordPreview>> PreviewSeenAsync(
        SeenOrganizations body, RecordSeenOrganizations record, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await record.PreviewAsync(Requests(body), actor.Value, cancellationToken));

    private static async Task<Ok<RecordedOrganizations>> RecordSeenAsync(
        SeenOrganizations body, RecordSeenOrganizations record, RequestActor actor, CancellationToken cancellationToken)
    {
        var (made, opened, closed) = await record.ExecuteAsync(
            new RecordSeenOrganizationsRequest(Requests(body), body.Preview), actor.Value, cancellationToken);
        return TypedResults.Ok(new RecordedOrganizations(made, opened, closed));
    }

    private static IReadOnlyList<CreateOrganizationRequest> Requests(SeenOrganizations body) =>
        [.. (body.Clients ?? [])
            .Select(c => new CreateOrganizationRequest(c?.OrgId ?? "", c?.Title ?? "", c?.Environment ?? (EnvironmentKind)(-1)))];

    private static async Task<Ok<RecordPreview>> PreviewAsync(
        string orgId, OrganizationPreview body, PreviewRecords preview, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await preview.OrganizationAsync(orgId, body.Title, body.Environment, actor.Value, cancellationToken));

    private static async Task<Ok<CorrectedOrganization>> CorrectAsync(
        string orgId, OrganizationCorrection body, CorrectOrganizationSeen correct, RequestActor actor, CancellationToken cancellationToken)
    {
        var (corrected, opened, closed) = await correct.ExecuteAsync(
            new CorrectOrganizationSeenRequest(
                new CorrectOrganizationRequest(orgId, body.Title, body.Environment, body.Reason, body.Revision), body.Preview),
            actor.Value, cancellationToken);
        return TypedResults.Ok(new CorrectedOrganization(corrected) { Opened = opened, Closed = closed });
    }

    /// <summary>The client as it is now, and what its correction did.</summary>
    public sealed record CorrectedOrganization : OrganizationDetail
    {
        internal CorrectedOrganization(OrganizationDetail organization) : base(organization)
        {
        }

        /// <summary>Findings the correction opened, or opened again; they are there now.</summary>
        public long Opened { get; init; }

        /// <summary>Findings it resolved.</summary>
        public long Closed { get; init; }
    }

    /// <param name="Title">At most 200 characters.</param>
    /// <param name="Environment">What the installation is for.</param>
    public sealed record OrganizationPreview(string? Title, EnvironmentKind Environment);

    /// <param name="Title">At most 200 characters.</param>
    /// <param name="Environment">What the installation is for.</param>
    /// <param name="Reason">Why the record was wrong; at most 500 characters, kept in the audit trail.</param>
    /// <param name="Revision">The client's revision as it or the preview gave it.</param>
    /// <param name="Preview">The token of the preview that was seen.</param>
    public sealed record OrganizationCorrection(
        string? Title, EnvironmentKind Environment, string? Reason, long Revision,
        [property: Description("The token that /preview answered for this very title and environment.")] string? Preview = null);

    /// <param name="OrgId">Lower-case letters and digits, the first a letter; at most 52 characters.</param>
    /// <param name="Title">At most 200 characters.</param>
    /// <param name="Environment">What the installation is for.</param>
    public sealed record NewOrganization(string? OrgId, string? Title, EnvironmentKind Environment = EnvironmentKind.Production);

    /// <param name="Clients">1 to 200.</param>
    /// <param name="Preview">The token of the preview that was seen; not needed for the preview itself.</param>
    public sealed record SeenOrganizations(
        IReadOnlyList<SeenClient?>? Clients,
        [property: Description("The token that /preview answered for these very clients.")] string? Preview = null);

    /// <param name="OrgId">As it was offered, in lower case.</param>
    /// <param name="Title">At most 200 characters.</param>
    /// <param name="Environment">What the installation is for; needed.</param>
    public sealed record SeenClient(string? OrgId, string? Title, EnvironmentKind? Environment);

    /// <param name="Clients">In the order they were given.</param>
    /// <param name="Opened">Findings that recording them opened.</param>
    /// <param name="Closed">Findings that it closed.</param>
    public sealed record RecordedOrganizations(IReadOnlyList<OrganizationDetail> Clients, long Opened, long Closed);
}
