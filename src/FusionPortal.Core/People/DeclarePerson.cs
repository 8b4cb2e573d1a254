using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Notifications;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.People;

/// <param name="SubjectId">The id that is spoken of.</param>
/// <param name="SameAs">Another id of the same person; the id itself for a person of their own; null takes the declaration back.</param>
/// <param name="Seen">The declaration the administrator saw: its id of the same person, or null for none.</param>
/// <param name="Reason">3 to 500 characters; it stays in the trail.</param>
public sealed record DeclarePersonRequest(string SubjectId, string? SameAs, string? Seen, string Reason);

/// <summary>Says which person a subject id belongs to, for example after the subject claim was changed. Four eyes are judged by it at
/// once.</summary>
public sealed class DeclarePerson(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <exception cref="RefusedException">Forbidden, also where it is the actor's own id; NotFound: nobody has such an id; Invalid;
    /// SecretFound; Conflict: declared otherwise meanwhile.</exception>
    public async Task ExecuteAsync(DeclarePersonRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "Reason", 500);
        try
        {
            await SaveAsync(request, reason, actor, cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(PersonDeclarationConfiguration.Current))
        {
            // Somebody else declared it first at the same moment: now theirs can be read and answered with.
            await SaveAsync(request, reason, actor, cancellationToken);
        }
    }

    private async Task SaveAsync(DeclarePersonRequest request, string reason, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (id, field) in new[] { (request.SubjectId, "subjectId"), (request.SameAs, "sameAs") })
        {
            if (id is not null && !await db.Set<PersonIdentity>().AnyAsync(p => p.SubjectId == id, cancellationToken))
                throw new RefusedException(
                    RefusalKind.NotFound, "no-such-person", "Nobody has signed in or left a mark under this id.", field);
        }

        // Four eyes would be worth nothing if the one who works could say that they are two.
        var people = await PeopleQueries.SameAsync(db, null, cancellationToken);
        foreach (var (id, field) in new[] { (request.SubjectId, "subjectId"), (request.SameAs, "sameAs") })
        {
            if (people.AreSame(actor.SubjectId, id))
                throw new RefusedException(
                    RefusalKind.Forbidden, "own-person", "It is an id of your own. Another administrator has to declare it.", field);
        }

        var current = await db.Set<PersonDeclaration>()
            .FromSql($"select * from person_declaration where subject_id = {request.SubjectId} and valid_to is null for update")
            .SingleOrDefaultAsync(cancellationToken);
        if (current?.SameAs == request.SameAs) return;
        if (current?.SameAs != request.Seen)
        {
            throw new RefusedException(
                RefusalKind.Conflict, "changed-meanwhile", $"{current?.DeclaredBy ?? "Somebody"} declared otherwise in the meantime.",
                    "sameAs",
                new { Theirs = current?.SameAs, Yours = request.SameAs, By = current?.DeclaredBy, At = current?.ValidFrom });
        }

        var now = await db.StampAsync(clock, HistoryDomains.Runs, cancellationToken);
        if (current is not null)
        {
            current.ValidTo = now;
            await db.SaveChangesAsync(cancellationToken);
        }

        if (request.SameAs is { } same)
        {
            db.Add(new PersonDeclaration
            {
                Id = Guid.CreateVersion7(),
                SubjectId = request.SubjectId,
                SameAs = same,
                Reason = reason,
                DeclaredById = actor.SubjectId,
                DeclaredBy = actor.DisplayName,
                ValidFrom = now,
            });
            await db.SaveChangesAsync(cancellationToken);
        }

        await PortalEvents.PublishAsync(db, "people", cancellationToken);
        await PortalEvents.PublishAsync(db, "run:", cancellationToken);
        await AuditWriter.AppendAsync(
            db, actor,
                new AuditEvent(
                "person.declared", $"person:{request.SubjectId}",
                new { request.SubjectId, Before = current?.SameAs, After = request.SameAs, Reason = reason }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
