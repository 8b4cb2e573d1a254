using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>A resource, its name as AWS has it, and its availability zone.</summary>
/// <param name="Zone">As AWS says it, so not fit for showing; null where no source told it.</param>
/// <param name="Moves">Whether AWS itself moves it to another zone when one fails.</param>
internal sealed record ZonedResource(SeenResource Resource, string Name, string? Zone, bool Moves)
{
    /// <summary>Fit for showing.</summary>
    public string ShownZone => RedactedText.Of(Zone);
}

/// <summary>Where a client's tenant and its database are, as its install says it.</summary>
/// <param name="OrgId">The client.</param>
/// <param name="Host">The name of the EC2 host, for example POS01.</param>
/// <param name="Database">The name of the RDS instance, for example db-POS-01; AWS shows it in lower case.</param>
internal sealed record ClientHosting(string OrgId, string Host, string Database);

/// <summary>The hosts and databases that installs name, and the zones they are in. Grows with those names, not with the estate.</summary>
internal sealed class HostZones : ResourceCollector
{
    // Names are compared ignoring case: RDS keeps identifiers in lower case, and the guide's own examples differ.
    private readonly ILookup<string, ClientHosting> _byDatabase;
    private readonly Dictionary<string, SortedList<string, ZonedResource>> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedList<string, ZonedResource> _databases = new(StringComparer.Ordinal);

    public HostZones(PortalRecords records)
    {
        var hostings = HostingsOf(records.Captured);
        _byDatabase = hostings.ToLookup(h => h.Database, StringComparer.OrdinalIgnoreCase);
        foreach (var hosting in hostings) _hosts.TryAdd(hosting.Host, new(StringComparer.Ordinal));
    }

    internal override IReadOnlyList<string> Kinds => _hosts.Count == 0 ? [] : [Ec2Instance.Kind, RdsInstance.Kind];

    /// <summary>Every database that an install names, in the order of ARNs.</summary>
    public IEnumerable<ZonedResource> Databases => _databases.Values.Where(IsMeant);

    internal override bool Add(in ResourceView view)
    {
        var name = view.Resource.Name;
        if (view.Resource.Kind == RdsInstance.Kind && _byDatabase.Contains(name))
        {
            Keep(_databases, in view);
            return true;
        }

        if (view.Resource.Kind == Ec2Instance.Kind && _hosts.TryGetValue(name, out var named)) Keep(named, in view);
        return false;
    }

    /// <summary>The hosts whose tenants use the database, and the clients that say so.</summary>
    public IEnumerable<(string Host, IReadOnlyList<string> Clients)> HostsOf(ZonedResource database) =>
        _byDatabase[database.Name].GroupBy(h => h.Host, StringComparer.OrdinalIgnoreCase)
            .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(h => h.OrgId).Distinct().Order(StringComparer.Ordinal)]));

    /// <summary>
    /// The instances of that name: those beside the database where there are any, else those of its account, else all.
    /// </summary>
    public IReadOnlyList<ZonedResource> Named(string host, SeenResource database)
    {
        var all = _hosts[host].Values;
        var inAccount = all.Where(h => h.Resource.AccountId == database.AccountId).ToList();
        var beside = inAccount.Where(h => h.Resource.Region == database.Region).ToList();
        return beside.Count > 0 ? beside : inAccount.Count > 0 ? inAccount : [.. all];
    }

    // Which host and which database go together is said by the install that names one of each.
    private static List<ClientHosting> HostingsOf(CapturedResources captured) =>
    [
        .. from install in captured.All.Where(c => c is { IsOfInstall: true, OrgId: not null })
               .GroupBy(c => c.OrgId!, StringComparer.OrdinalIgnoreCase)
           let host = One(install, Ec2Instance.Kind)
           let database = One(install, RdsInstance.Kind)
           where host is not null && database is not null
           select new ClientHosting(install.Key, host, database),
    ];

    private static string? One(IEnumerable<CapturedResource> install, string kind) =>
        install.Where(c => c.Kind == kind).Select(c => c.Name.Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [var only]
            ? only : null;

    // Of two databases of one name, the install means the one that has a host of it in its account; where none has, all of them.
    private bool IsMeant(ZonedResource database)
    {
        var others = _databases.Values.Where(d => string.Equals(
            d.Name, database.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        return others.Count == 1 || HasHost(database) || !others.Exists(HasHost);
    }

    private bool HasHost(ZonedResource database) => _byDatabase[database.Name]
        .Any(h => _hosts[h.Host].Values.Any(found => found.Resource.AccountId == database.Resource.AccountId));

    // Two targets may show one resource, in any order, and only one of them its zone.
    private static void Keep(SortedList<string, ZonedResource> all, in ResourceView view)
    {
        var zone = Facts.Text(in view, "availabilityZone");
        if (all.TryGetValue(view.Resource.Arn, out var known)
            && string.CompareOrdinal(zone, known.Zone) is var order
            && (order < 0 || (order == 0 && known.Resource.GoesBefore(in view)))) return;
        all[view.Resource.Arn] = new(SeenResource.Of(in view), view.Resource.Name, zone, Facts.Flag(in view, RdsInstance.MultiAz) == true);
    }
}
