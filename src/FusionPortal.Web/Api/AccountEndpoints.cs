using System.ComponentModel;
using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Findings.Judging;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>AWS accounts: what they are declared to be for, how they stand, and retiring those nobody can read.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/accounts").WithTags("Accounts");
        group.MapGet("/", ListAsync).WithName("ListAccounts")
            .WithSummary("Every account the portal has seen, with its declared role and the revision a declaration has to name.");
        group.MapPost("/{accountId}/role/preview", PreviewAsync).WithName("PreviewAccountRole").WithMetadata(new OnlyReads())
            .Refuses(404, 409)
            .WithSummary(
                "What another role would open and close, judged over what is stored, and a token of it for the declaration. "
                + "Writes nothing.");
        group.MapPut("/{accountId}/role", DeclareAsync).WithName("DeclareAccount").Refuses(404, 409, 422)
            .WithSummary("Declares what an account is for, judges what is stored with it, and says what that opened and closed.")
            .WithDescription(
                "Needs the token of the preview: 400 preview-required without one, 409 preview-changed where the declaration would open "
                    + "or close something else by now; "
                + "details then holds the preview of now. 409 account-changed where somebody declared otherwise meanwhile.");
        group.MapPost("/{accountId}/retire", RetireAsync).WithName("RetireAccount").Refuses(404, 409, 422)
            .WithSummary(
                "Retires an account that is suspended, closed or gone: it counts in no coverage and no score, "
                    + "its findings stay. Needs a reason.");
        group.MapPost("/{accountId}/unretire", UnretireAsync).WithName("UnretireAccount").Refuses(404, 409, 422)
            .WithSummary("Takes a retirement back. Needs a reason.");
    }

    private static async Task<Ok<IReadOnlyList<AccountSummary>>> ListAsync(AccountQueries accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await accounts.ListAsync(cancellationToken));

    private static async Task<Ok<RecordPreview>> PreviewAsync(
        string accountId, RolePreview body, PreviewRecords preview, RequestActor actor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await preview.AccountAsync(accountId, body.Role, actor.Value, cancellationToken));

    private static async Task<Ok<Declared>> DeclareAsync(
        string accountId, RoleDeclaration body, DeclareAccountSeen declare, RequestActor actor, CancellationToken cancellationToken)
    {
        var (revision, opened, closed) = await declare.ExecuteAsync(
            new DeclareAccountSeenRequest(new DeclareAccountRequest(accountId, body.Role, body.Revision, body.Reason), body.Preview),
                actor.Value, cancellationToken);
        return TypedResults.Ok(new Declared(revision, opened, closed));
    }

    /// <param name="Role">Production, NonProduction or Undeclared.</param>
    public sealed record RolePreview(AccountRole Role);

    /// <param name="Role">Production, NonProduction or Undeclared.</param>
    /// <param name="Revision">The account's revision as the list or the preview gave it.</param>
    /// <param name="Reason">Kept in the audit trail; at most 500 characters. May be left out.</param>
    /// <param name="Preview">The token of the preview that was seen.</param>
    public sealed record RoleDeclaration(
        AccountRole Role, long Revision, [property: Description("Kept in the audit trail.")] string? Reason = null,
        [property: Description("The token that /role/preview answered for this very role.")] string? Preview = null);

    /// <param name="Revision">The account's new revision.</param>
    /// <param name="Opened">Findings the declaration opened, or opened again; they are there now.</param>
    /// <param name="Closed">Findings it resolved.</param>
    public sealed record Declared(long Revision, long Opened, long Closed);

    private static Task<NoContent> RetireAsync(
        string accountId, Reason body, RetireAccount retire, RequestActor actor, CancellationToken cancellationToken) =>
        SetAsync(new RetireAccountRequest(accountId, body.Text), retire, actor, cancellationToken);

    private static Task<NoContent> UnretireAsync(
        string accountId, Reason body, RetireAccount retire, RequestActor actor, CancellationToken cancellationToken) =>
        SetAsync(new RetireAccountRequest(accountId, body.Text, Retired: false), retire, actor, cancellationToken);

    private static async Task<NoContent> SetAsync(
        RetireAccountRequest request, RetireAccount retire, RequestActor actor, CancellationToken cancellationToken)
    {
        await retire.ExecuteAsync(request, actor.Value, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <param name="Text">Why; one line of at most 500 characters.</param>
    public sealed record Reason([property: System.Text.Json.Serialization.JsonPropertyName("reason")] string? Text);
}
