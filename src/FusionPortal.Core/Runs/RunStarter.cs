using FusionPortal.Checklists;
using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using FusionPortal.Core.Templates;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>What a person says they have read: an edition of a reference topic.</summary>
/// <param name="Version">The edition.</param>
/// <param name="Sha256">Of the text that was shown; null leaves the edition's number to speak for it.</param>
public sealed record AcknowledgedTopic(string Key, int Version, string? Sha256 = null);

internal sealed record StartedResource(Run Run, SharedResource Resource, TemplateVersion Version);

/// <summary>The steps that every start of a run takes, inside the caller's transaction.</summary>
public sealed class RunStarter(TemplateStore templates, TimeProvider clock)
{
    /// <summary>The published version of the key, after checking what its template asks of whoever starts it.</summary>
    /// <exception cref="RefusedException">NotFound: no such template; Invalid: its reference topic is not acknowledged.</exception>
    internal async Task<(TemplateVersion Version, Template Template, ReferenceTopic? Topic)> PrepareAsync(
        PortalDbContext db, string templateKey, RunKind kind, OrganizationFacts? organization, AcknowledgedTopic? acknowledged, Actor actor,
            CancellationToken cancellationToken)
    {
        var version = await TemplateStore.PublishedAsync(db, templateKey, cancellationToken)
            ?? throw new RefusedException(
                RefusalKind.NotFound, "no-such-template", "There is no published checklist of this kind.", "template");
        var template = (await templates.GetAsync(db, [version.Id], cancellationToken))[version.Id];
        if (template.Kind != kind)
            throw new RefusedException(
                RefusalKind.Invalid, "not-a-shared-resource", $"{template.Title} is not the checklist of a shared resource.", "template");
        var topic = template.RequiresTopic is { } key ? ReferenceTopic.Find(key) : null;
        if (RunStart.WhyNot(template, organization, Acknowledgement(acknowledged, topic, actor), actor.SubjectId) is { } why)
        {
            throw new RefusedException(
                RefusalKind.Invalid, "topic-not-acknowledged", why, "acknowledged",
                topic is null ? null : new { topic.Key, topic.Version, topic.Title, topic.Sha256 });
        }

        return (version, template, topic);
    }

    /// <summary>Adds the run of a shared resource and the resource itself. The caller saves, appends the audit event and commits.</summary>
    /// <param name="at">The transaction's stamp.</param>
    internal async Task<StartedResource> AddSharedResourceAsync(
        PortalDbContext db, string templateKey, string title, Organization? dedicatedTo, Guid commandId, Actor actor, DateTimeOffset at,
            CancellationToken cancellationToken)
    {
        var (version, template, topic) = await PrepareAsync(db, templateKey, RunKind.SharedResource, null, null, actor, cancellationToken);
        var resource = new SharedResource
        {
            Id = Guid.CreateVersion7(),
            Kind = template.SharedKind!,
            Title = title,
            DedicatedToId = dedicatedTo?.Id,
            CreatedById = actor.SubjectId,
            CreatedBy = actor.DisplayName,
            CreatedAt = at,
        };
        var run = New(RunKind.SharedResource, title, version, topic, commandId, actor, at, null, resource.Id);
        db.AddRange(resource, run);
        return new StartedResource(run, resource, version);
    }

    /// <summary>What the trail keeps of a start.</summary>
    internal static Task AppendAsync(
        PortalDbContext db, Actor actor, Run run, TemplateVersion version, string? orgId, CancellationToken cancellationToken) =>
        AuditWriter.AppendAsync(db, actor, Started(run, version, orgId), cancellationToken);

    internal static AuditEvent Started(Run run, TemplateVersion version, string? orgId) => new("run.started", $"run:{run.Id}", new
    {
        run.Id,
        run.Kind,
        run.Title,
        Template = version.Key,
        version.Version,
        TemplateSha256 = version.Sha256,
        OrgId = orgId,
        run.SharedResourceId,
        Acknowledged = run.TopicKey is null ? null : new { Topic = run.TopicKey, Version = run.TopicVersion, Sha256 = run.TopicSha256 },
    });

    internal static Run New(
        RunKind kind, string title, TemplateVersion version, ReferenceTopic? topic, Guid commandId, Actor actor, DateTimeOffset at,
            Guid? organizationId, Guid? sharedResourceId) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            Title = title,
            TemplateVersionId = version.Id,
            OrganizationId = organizationId,
            SharedResourceId = sharedResourceId,
            StartCommandId = commandId,
            TopicKey = topic?.Key,
            TopicVersion = topic?.Version,
            TopicSha256 = topic?.Sha256,
            StartedById = actor.SubjectId,
            StartedBy = actor.DisplayName,
            StartedAt = at,
            LastActivityAt = at,
            LastActivityById = actor.SubjectId,
            LastActivityBy = actor.DisplayName,
        };

    /// <summary>The run that a repeated start command has already started; null when there is none.</summary>
    internal static async Task<Run?> StartedByAsync(PortalDbContext db, Guid commandId, CancellationToken cancellationToken)
    {
        if (commandId == Guid.Empty) throw new RefusedException(RefusalKind.Invalid, "missing", "A command id is needed.", "commandId");
        return await db.Set<Run>().AsNoTracking().SingleOrDefaultAsync(r => r.StartCommandId == commandId, cancellationToken);
    }

    // Whoever names the edition without its hash means the text of that edition.
    private TopicAcknowledgement? Acknowledgement(AcknowledgedTopic? acknowledged, ReferenceTopic? topic, Actor actor) =>
        acknowledged is null
            ? null
            : new TopicAcknowledgement(
                acknowledged.Key, acknowledged.Version, acknowledged.Sha256?.ToLowerInvariant()
                    ?? (acknowledged.Version == topic?.Version ? topic.Sha256 : ""),
                new Attribution(actor.SubjectId, actor.DisplayName, clock.GetDatabaseNow()));
}
