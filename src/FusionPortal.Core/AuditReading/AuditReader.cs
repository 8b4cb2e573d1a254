using System.Text.Json;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.AuditReading;

/// <summary>The audit trail in sentences.</summary>
public sealed class AuditReader(AuditSearch search, TemplateStore templates, IDbContextFactory<PortalDbContext> factory)
{
    /// <summary>Newest first.</summary>
    /// <param name="before">Only events with a smaller number; null for the newest.</param>
    /// <param name="take">1 to <see cref="AuditSearch.MaxPage"/>; other values are brought there.</param>
    public async Task<IReadOnlyList<AuditSentence>> ListAsync(
        AuditFilter filter, long? before, int take, CancellationToken cancellationToken)
    {
        var entries = await search.ListAsync(filter, before, take, cancellationToken);
        var bodies = entries.Select(Data).ToList();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var names = await EventNames.ReadAsync(db, templates, Subjects(entries, bodies), cancellationToken);
        return [.. entries.Zip(bodies, (entry, body) => Tell(entry, body, names))];
    }

    private static AuditSentence Tell(AuditEntry entry, (string? Name, JsonElement? Data) body, EventNames names)
    {
        var who = body.Name ?? entry.Actor;
        if (body.Data is not { } data)
            return new(entry, who, [.. Unreadable(entry)], []);
        // A newer portal may write kinds this one has no words for.
        if (!EventSentences.All.TryGetValue(entry.Kind, out var sentence))
            return new(
                entry, who, [new("did "), new(entry.Kind, IsValue: true), new(" to "), new(entry.Subject, IsValue: true)], []);
        var facts = new EventFacts(entry.Subject, data, names);
        return new(entry, who, EventSentences.Parts(sentence.Told(facts)), [.. sentence.Changes(facts)]);
    }

    private static IEnumerable<SentencePart> Unreadable(AuditEntry entry)
    {
        yield return new(entry.Body is null && entry.Redacted ? "did what was redacted since, " : "did ");
        yield return new(entry.Kind, IsValue: true);
        yield return new(
            entry.Body is not null ? "; what is kept of it is no event of the portal and cannot be read"
            : entry.Redacted ? "; its hash still verifies"
            : "; what it said is gone, and no redaction was recorded");
    }

    private static (string? Name, JsonElement? Data) Data(AuditEntry entry)
    {
        if (entry.Body is null || AuditBody.Read(entry.Body) is not { } body) return (null, null);
        var name = body.TryGetProperty("actor", out var actor) ? EventFacts.Of(actor, "name") : null;
        return (name, body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : null);
    }

    private static HashSet<string> Subjects(
        IReadOnlyList<AuditEntry> entries, IReadOnlyList<(string? Name, JsonElement? Data)> bodies)
    {
        var subjects = entries.Select(e => e.Subject).ToHashSet(StringComparer.Ordinal);
        // What a run took and left is named by its id alone.
        foreach (var data in bodies.Select(b => b.Data).OfType<JsonElement>())
        {
            foreach (var id in new[] { EventFacts.Of(data, "from"), EventFacts.Of(data, "to") })
                if (Guid.TryParse(id, out var resource)) subjects.Add($"shared-resource:{resource}");
        }

        return subjects;
    }
}
