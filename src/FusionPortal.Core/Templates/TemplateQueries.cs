using FusionPortal.Checklists;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.Data;
using FusionPortal.Core.ShippedTexts;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Templates;

/// <summary>One version, without its text.</summary>
/// <param name="SharedKind">For example <c>rds-instance</c>; null for the client install.</param>
/// <param name="ShippedNumber">The number it ships under with the portal; null where people wrote it.</param>
/// <param name="Reason">Why people published it; null for shipped texts.</param>
public sealed record TemplateVersionSummary(
    Guid Id, string Key, int Version, string Title, RunKind Kind, string? SharedKind, string Sha256, bool Published, string PublishedBy,
        DateTimeOffset PublishedAt,
    int? ShippedNumber, string? Reason);

/// <summary>A kind of shared resource that has a checklist.</summary>
/// <param name="Kind">For example <c>rds-instance</c>.</param>
/// <param name="Template">The key of its template.</param>
public sealed record SharedKindSummary(string Kind, string Template, string Title, string Summary);

/// <summary>Reads of templates.</summary>
public sealed class TemplateQueries(IDbContextFactory<PortalDbContext> factory, TemplateStore store)
{
    /// <summary>Every version: by key, newest first.</summary>
    public async Task<IReadOnlyList<TemplateVersionSummary>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<TemplateVersion>().AsNoTracking().OrderBy(t => t.Key).ThenByDescending(t => t.Version)
            .Select(t =>
                new TemplateVersionSummary(
                t.Id, t.Key, t.Version, t.Title, t.Kind, t.SharedKind, t.Sha256, t.Published, t.PublishedBy, t.PublishedAt,
                t.ShippedNumber ?? (t.TakesIn == null ? 1 : null), t.Reason))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Every kind of shared resource, as the templates in force say: by title.</summary>
    public async Task<IReadOnlyList<SharedKindSummary>> SharedKindsAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var published = await db.Set<TemplateVersion>().Where(t => t.Published && t.SharedKind != null).OrderBy(t => t.Title)
            .Select(t => t.Id).ToListAsync(cancellationToken);
        var templates = await store.GetAsync(db, published, cancellationToken);
        return [.. published.Select(id => templates[id]).Select(t => new SharedKindSummary(t.SharedKind!, t.Key, t.Title, t.Summary))];
    }

    /// <summary>The shipped template that waits to be taken in; null where the one in force ships, or has it already, or there is
    /// none.</summary>
    public async Task<ShippedOffer?> OfferAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await TemplateStore.PublishedAsync(db, key, cancellationToken) is { } own && TemplatePublication.ShippedNumberOf(own) is null
            ? await Shipped.OfferAsync(db, key, TemplatePublication.TakesIn(own), own.Version, own.Yaml, cancellationToken)
            : null;
    }

    /// <summary>Every shipped template that waits to be taken in, with the title of the one in force.</summary>
    public async Task<IReadOnlyList<(string Title, ShippedOffer Offer)>> OffersAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var offers = new List<(string, ShippedOffer)>();
        foreach (
            var own in await db.Set<TemplateVersion>().AsNoTracking()
            .Where(t => t.Published && t.ShippedNumber == null && t.TakesIn != null).OrderBy(t => t.Title).ToListAsync(cancellationToken))
            if (await Shipped.OfferAsync(db, own.Key, own.TakesIn!.Value, own.Version, own.Yaml, cancellationToken) is { } offer)
                offers.Add((own.Title, offer));
        return offers;
    }

    /// <summary>The text as it was imported or published, byte for byte; null when there is no such version.</summary>
    public async Task<string?> YamlAsync(string key, int version, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Set<TemplateVersion>().Where(t => t.Key == key && t.Version == version).Select(t => t.Yaml)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The topic to read and acknowledge before a run of this template may start; null when it asks for none.</summary>
    public async Task<ReferenceTopic?> RequiredTopicAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await TemplateStore.PublishedAsync(db, key, cancellationToken) is not { } published) return null;
        var template = (await store.GetAsync(db, [published.Id], cancellationToken))[published.Id];
        return template.RequiresTopic is { } topic ? ReferenceTopic.Find(topic) : null;
    }
}
