using FusionPortal.Checklists.Checks;
using FusionPortal.Checklists.Templates;
using FusionPortal.Conventions;
using FusionPortal.Core.Accounts;
using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace FusionPortal.Core.Runs;

/// <summary>Gathers what the values of one command are held against; only what its fields ask for, each with one query.</summary>
internal static class RunFacts
{
    public static async Task<KnownFacts> GatherAsync(
        PortalDbContext db, LoadedRun run, IReadOnlyDictionary<string, string?>? values, CancellationToken cancellationToken)
    {
        if (values is null || values.Count == 0) return KnownFacts.Nothing;
        var fields = run.Template.Sections.SelectMany(s => s.Steps).SelectMany(s => s.Fields).Where(f => values.GetValueOrDefault(f.Id) is { Length: > 0 }).ToList();
        var accounts = fields.Exists(f => ChecksInForce.Of(run.Template, f) == FieldCheck.Account) ? await db.Set<Account>().AsNoTracking().ToListAsync(cancellationToken) : [];
        var own = fields.Where(f => ChecksInForce.IsOwn(run.Template, f)).Select(f => values[f.Id]!.Trim().ToLowerInvariant()).Distinct().ToList();
        return new KnownFacts
        {
            Accounts = accounts.ToDictionary(a => a.Id, a => new AccountRecord(a.Id, a.Name, a.Role)),
            NotInUse = accounts.Where(a => AccountStates.SightOf(a.Status) != AccountSight.Read).ToDictionary(a => a.Id, a => AccountStates.Describe(a.Status)),
            Regions = fields.Exists(f => f.Type is FieldType.AwsRegion or FieldType.AvailabilityZone) ? await RegionsAsync(db, cancellationToken) : new HashSet<string>(),
            OthersOwn = own.Count > 0 && run.Run.OrganizationId is { } client ? await OthersOwnAsync(db, client, own, cancellationToken) : new Dictionary<string, string>(),
        };
    }

    private static async Task<IReadOnlySet<string>> RegionsAsync(PortalDbContext db, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<string>($"select distinct region as \"Value\" from coverage where region <> ''").ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);

    // What another client's install or record holds. A computed name is in its run once its step is done.
    private static async Task<IReadOnlyDictionary<string, string>> OthersOwnAsync(
        PortalDbContext db, Guid client, List<string> values, CancellationToken cancellationToken)
    {
        var rows = await db.Database.SqlQuery<Owned>($"""
            select lower(f.value->>'value') as value, o.org_id || ' records it as ' || f.key as whose
            from run_step s
              join run r on r.id = s.run_id and r.organization_id <> {client}
              join organization o on o.id = r.organization_id
              cross join lateral jsonb_each(s.record->'fields') f
            where lower(f.value->>'value') = any ({values})
            union all
            select lower(recorded_bucket_name), org_id || ' has this bucket' from organization
            where id <> {client} and lower(recorded_bucket_name) = any ({values})
            """).ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.Value).ToDictionary(g => g.Key, g => g.First().Whose);
    }

    private sealed record Owned(string Value, string Whose);
}
