using FusionPortal.Core.People;
using FusionPortal.Core;
using FusionPortal.Web.Hosting.Api;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FusionPortal.Web.Api;

/// <summary>Whose the subject ids are.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/people").WithTags("People");
        group.MapGet("/", ListAsync).WithName("ListPeople")
            .WithSummary("Everybody who signed in or left a mark, and which ids count as one person.");
        group.MapPut("/{subjectId}/same-as", DeclareAsync).WithName("DeclarePerson").Refuses(404, 409, 422)
            .WithSummary("Says which person a subject id belongs to. Administrators only; it stands in the trail.");
    }

    private static async Task<Ok<IReadOnlyList<PersonRow>>> ListAsync(
        PeopleQueries people, RequestActor actor, CancellationToken cancellationToken)
    {
        actor.Value.Require(Role.Lead, Role.Auditor, Role.Administrator);
        return TypedResults.Ok(await people.ListAsync(cancellationToken));
    }

    private static async Task<Ok<PersonRow>> DeclareAsync(
        string subjectId, SamePerson body, DeclarePerson declare, PeopleQueries people, RequestActor actor,
            CancellationToken cancellationToken)
    {
        await declare.ExecuteAsync(
            new DeclarePersonRequest(subjectId, body.SameAs, body.Seen, body.Reason ?? ""), actor.Value, cancellationToken);
        return TypedResults.Ok((await people.ListAsync(cancellationToken)).FirstOrDefault(p => p.SubjectId == subjectId)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-person", "Nobody has signed in or left a mark under this id."));
    }

    /// <param name="SameAs">Another id of the same person; the id itself for a person of their own; null takes the declaration
    /// back.</param>
    /// <param name="Seen">The declaration the caller saw; null for none.</param>
    /// <param name="Reason">Why; it stays in the trail.</param>
    public sealed record SamePerson(string? SameAs, string? Seen, string? Reason);
}
