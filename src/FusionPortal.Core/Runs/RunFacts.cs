using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using FusionPortal.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>Gathers what the values of one command are held against; only what its fields ask for, each with one query.</summary>
public sealed class RunFacts(NameFacts names)
{
    internal async Task<KnownFacts> GatherAsync(
        PortalDbContext db, LoadedRun run, SetStepRequest request, CancellationToken cancellationToken)
    {
        var values = Judged(run, request);
        if (values.Count == 0) return KnownFacts.Nothing;
        var fields = run.Template.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields)
            .Where(f => values.GetValueOrDefault(f.Id) is { Length: > 0 }).ToList();
        var accounts = fields.Exists(f => ChecksInForce.Of(run.Template, f) == FieldCheck.Account)
            ? await db.Set<Account>().AsNoTracking().ToListAsync(cancellationToken) : [];
        var own = Values(f => ChecksInForce.IsOwn(run.Template, f));
        if (own.Count > 0) await ValueLock.TakeAsync(db, own, cancellationToken);
        var others = own.Count > 0
            ? await db.QueryAsync<Owned>(OthersSql(run.Run.Id, run.Organization?.Id ?? Guid.Empty, own), cancellationToken) : [];
        var made = Values(f => NameChecks.NewNameOf(run.Template, f) is not null);
        var named = Values(f => NameChecks.ExistingNameOf(run.Template, f) is not null);
        string[] kinds = [
            .. fields.Select(f => NameChecks.NewNameOf(run.Template, f) ?? NameChecks.ExistingNameOf(run.Template, f)).OfType<string>()
            .Distinct()];
        return new KnownFacts
        {
            Accounts = accounts.ToDictionary(a => a.Id, a => new AccountRecord(a.Id, a.Name, a.Role)),
            NotInUse = accounts.Where(a => AccountStates.SightOf(a.Status) != AccountSight.Read)
                .ToDictionary(a => a.Id, a => AccountStates.Describe(a.Status)),
            Regions = fields.Exists(f => f.Type.AsksForRegions)
                ? await RegionsAsync(db, cancellationToken) : new HashSet<string>(),
            OthersOwn = ByValue(others.Where(o => o.OfAClient)),
            OtherClients = own.Count > 0 ? await OtherClientsAsync(db, run, cancellationToken) : [],
            OfSharedResources = ByValue(others.Where(o => !o.OfAClient)),
            Sightings = await names.SightingsAsync(db, kinds, [.. made, .. named], cancellationToken),
            Elsewhere = await names.ElsewhereAsync(db, run, made, cancellationToken),
            RunStartedAt = run.Run.StartedAt,
        };

        List<string> Values(Func<FieldDefinition, bool> which) =>
            [.. fields.Where(which).Select(f => values[f.Id]!.Trim().ToLowerInvariant()).Distinct()];
    }

    // What is sent; a tick attests what its step holds too.
    private static Dictionary<string, string?> Judged(LoadedRun run, SetStepRequest request)
    {
        var values = new Dictionary<string, string?>(request.Values ?? new Dictionary<string, string?>(), StringComparer.Ordinal);
        if (request.Action != StepAction.Tick || run.Steps.GetValueOrDefault(request.StepId) is not { } step) return values;
        foreach (var (id, field) in step.Fields.Where(f => f.Value is { Pinned: false, Cleared: false })) values.TryAdd(id, field.Value);
        return values;
    }

    private static async Task<IReadOnlySet<string>> RegionsAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        (await db.QueryAsync<string>($"select distinct region from coverage where region <> ''", cancellationToken))
            .ToHashSet(StringComparer.Ordinal);

    private static Task<List<string>> OtherClientsAsync(PortalDbContext db, LoadedRun run, CancellationToken cancellationToken)
    {
        var client = run.Organization?.Id ?? Guid.Empty;
        return db.Set<Organization>().AsNoTracking().Where(o => o.Id != client).Select(o => o.OrgId).ToListAsync(cancellationToken);
    }

    // What another client's runs or record hold, or the run of a resource that serves several. A computed name is in its run once its step
    // is done; what a cancelled run recorded is free.
    internal static FormattableString OthersSql(Guid runId, Guid client, List<string> values) =>
        $"""
        select lower(f.value->>'value') as value, o.id is not null as of_a_client,
          case when o.id is null then r.title || '''s checklist' when s.id is null then o.org_id || ' records it as ' || f.key
            else o.org_id || '''s ' || coalesce(s.name, s.title) || ' records it as ' || f.key end as whose
        from run_step step
          join run r on r.id = step.run_id and r.id <> {runId} and r.cancelled_at is null
          left join shared_resource s on s.id = r.shared_resource_id
          left join organization o on o.id = coalesce(r.organization_id, s.dedicated_to_id)
          cross join lateral jsonb_each(step.record->'fields') f
        where recorded_values(step.record) && array(select left(v, 200) from unnest({values}) v) and
          lower(f.value->>'value') = any ({values}) and (o.id is null or o.id <> {client})
        union all
        select lower(recorded_bucket_name), true, org_id || ' has this bucket' from organization
        where id <> {client} and lower(recorded_bucket_name) = any ({values})
        """;

    private static Dictionary<string, string> ByValue(IEnumerable<Owned> owned) =>
        owned.GroupBy(o => o.Value).ToDictionary(g => g.Key, g => g.First().Whose);

    private sealed record Owned(string Value, bool OfAClient, string Whose);
}
