using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Data;
using FusionPortal.Core.ShippedTexts;
using FusionPortal.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Templates;

/// <param name="Key">Of a template there is.</param>
/// <param name="Yaml">The template, at most 1,000,000 characters. It is kept and exported to the byte; its line <c>version:</c> decides
/// nothing.</param>
/// <param name="Reason">Why, in a line of at most 1,000 characters.</param>
/// <param name="Instead">The version in force that the author saw.</param>
/// <param name="TakesIn">The shipped number whose changes the text has, or knowingly has not; null keeps what was taken in before.</param>
public sealed record PublishTemplateRequest(string Key, string? Yaml, string? Reason, int? Instead, int? TakesIn = null);

/// <summary>Publishes a template that people wrote. New runs take it; runs in work stay on the version they began with.</summary>
public sealed class PublishTemplate(
    IDbContextFactory<PortalDbContext> factory, TemplateStore store, BookQueries books, TimeProvider clock)
{
    /// <exception cref="RefusedException">
    /// Forbidden; NotFound: no such template; SecretFound; Invalid: not a template, with every problem at line and column, or one that does
    /// not fit the others in force; Conflict: another version is in force than the author saw.
    /// </exception>
    public async Task<int> ExecuteAsync(PublishTemplateRequest request, Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Administrator);
        var yaml = PublishedText.Checked(request.Yaml);
        var reason = FreeText.Required(request.Reason, "reason", "The reason", TemplateVersionConfiguration.ReasonLimit);
        var loaded = Read(yaml);

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await TemplatePublication.TakeTurnAsync(db, cancellationToken);
        var current = await TemplateStore.PublishedAsync(db, request.Key, cancellationToken)
            ?? throw new RefusedException(RefusalKind.NotFound, "no-such-template", "There is no such template.", "key");
        PublishedText.SawInForce(request.Instead, current.Version);
        if (current.Sha256 == loaded.Sha256)
            throw new RefusedException(RefusalKind.Invalid, "unchanged", "This is the text in force.", "yaml");
        if (loaded.Template.Key != current.Key || loaded.Template.Kind != current.Kind || loaded.Template.SharedKind != current.SharedKind)
            throw new RefusedException(
                RefusalKind.Invalid, "another-template", $"The text is not of {current.Key}: key, kind and shared-kind stay.", "yaml");
        await FitsAsync(db, store, loaded.Template, yaml, cancellationToken);
        if (TemplateSet.Misfits(loaded.Template, await books.AtAsync(db, null, cancellationToken)) is { Count: > 0 } misfits)
            throw PublishedText.Refused(
                "template-does-not-fit", "a template that fits the convention book", yaml, misfits.Select(m => (0, 0, m)));
        if (request.TakesIn is { } number) await Shipped.RequireAsync(db, current.Key, number, "takesIn", cancellationToken);
        var before = TemplatePublication.TakesIn(current);
        if (request.TakesIn < before)
            throw new RefusedException(RefusalKind.Invalid, "taken-in-before", $"Shipped number {before} was taken in before.", "takesIn");
        var version =
            await TemplatePublication.AddAsync(
            db, current, loaded, null, request.TakesIn ?? before, reason, actor, clock, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version.Version;
    }

    /// <summary>Refuses a template that does not fit the others in force.</summary>
    internal static async Task FitsAsync(
        PortalDbContext db, TemplateStore store, Template template, string yaml, CancellationToken cancellationToken)
    {
        var others = await db.Set<TemplateVersion>().Where(t => t.Published && t.Key != template.Key).Select(t => t.Id)
            .ToListAsync(cancellationToken);
        var set = (await store.GetAsync(db, others, cancellationToken)).Values.Append(template).ToList();
        var misfits = TemplateSet.Check(set);
        if (misfits.Count > 0)
            throw PublishedText.Refused(
            "template-does-not-fit", "a template that fits the others", yaml, misfits.Select(m => (0, 0, m)));
    }

    private static LoadedTemplate Read(string yaml)
    {
        try
        {
            return TemplateYaml.Read(yaml);
        }
        catch (TemplateFormatException e)
        {
            throw PublishedText.Refused("invalid-template", "a template", yaml, e.Problems.Select(p => (p.Line, p.Column, p.Message)));
        }
    }
}
