using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Core.Data;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Templates;

/// <param name="Number">The shipped number that was offered.</param>
/// <param name="Reason">Why, in a line of at most 1,000 characters.</param>
/// <param name="Instead">The version in force that the person saw it against.</param>
public sealed record AcceptShippedTemplateRequest(string Key, int Number, string? Reason, int? Instead);

/// <summary>Lets new runs take the shipped template in place of one that people wrote. Later shipped numbers then follow by
/// themselves.</summary>
public sealed class AcceptShippedTemplate(IDbContextFactory<PortalDbContext> factory, TemplateStore store, TimeProvider clock)
{
    /// <exception cref="RefusedException">Forbidden; NotFound: it is not offered; Invalid: it does not fit the others; Conflict: another
    /// version is in force than the person saw.</exception>
    public async Task<int> ExecuteAsync(AcceptShippedTemplateRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator);
        var reason = FreeText.Required(request.Reason, "reason", "The reason", TemplateVersionConfiguration.ReasonLimit);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await TemplatePublication.TakeTurnAsync(db, cancellationToken);
        var current = await TemplateStore.PublishedAsync(db, request.Key, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-template", "There is no such template.", "key");
        var text = await Shipped.RequireAsync(db, request.Key, request.Number, "number", cancellationToken);
        if (TemplatePublication.TakesIn(current) >= request.Number)
            throw new RefusedException(
                RefusalKind.NotFound, "not-offered", $"Shipped number {request.Number} of {request.Key} is not offered.", "number");
        PublishedText.SawInForce(request.Instead, current.Version);
        var loaded = Read(text.Yaml);
        await PublishTemplate.FitsAsync(db, store, loaded.Template, text.Yaml, cancellationToken);
        var version =
            await TemplatePublication.AddAsync(
            db, current, loaded, request.Number, request.Number, reason, actor, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version.Version;
    }

    private static LoadedTemplate Read(string yaml)
    {
        try
        {
            return TemplateYaml.Read(yaml);
        }
        catch (TemplateFormatException)
        {
            throw new RefusedException(
                RefusalKind.Conflict, "newer-portal-needed", "A later version of the portal ships it; this one cannot read it.", "number");
        }
    }
}
