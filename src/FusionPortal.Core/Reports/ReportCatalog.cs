namespace FusionPortal.Core.Reports;

/// <summary>Every report there is: the classes of Core that derive from <see cref="Report"/>.</summary>
public sealed class ReportCatalog
{
    internal static IReadOnlyList<Type> Types { get; } =
        [.. typeof(Report).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Report)))];

    private readonly Dictionary<string, Report> _byName;

    internal ReportCatalog(IEnumerable<Report> reports)
    {
        All = [.. reports.OrderBy(r => r.Name, StringComparer.Ordinal)];
        _byName = All.ToDictionary(r => r.Name, StringComparer.Ordinal);
    }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<Report> All { get; }

    /// <exception cref="RefusedException">There is no report of that name.</exception>
    public Report Get(string name) => _byName.GetValueOrDefault(name) ?? throw new RefusedException(
        RefusalKind.NotFound, "no-such-report", $"There is no such report. There are {string.Join(", ", All.Select(r => r.Name))}.");
}
