using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Runs;
using FusionPortal.Core.Scorecards;
using FusionPortal.Web.Components.Shared;

namespace FusionPortal.Web.Components.Pages.SharedResources;

/// <summary>One box of the graph.</summary>
/// <param name="Href">The page of what it stands for; null for the resource itself.</param>
/// <param name="State">What is so of it, in words, so that its colour is never the only sign.</param>
public sealed record GraphNode(string Title, string State, string? Href, StatusKind Kind, double X, double Y);

/// <summary>A line from what is stood on to what stands on it.</summary>
/// <param name="IsWaiting">What is stood on is not ready yet.</param>
public sealed record GraphEdge(GraphNode From, GraphNode To, bool IsWaiting);

/// <summary>A column of the graph, and what stands in it.</summary>
public sealed record GraphColumn(string Title, double X);

/// <summary>
/// Where everything of a shared resource's graph is drawn: what breaks it at left, what it breaks at right, clients last. The same stands
/// in the tables under it.
/// </summary>
public sealed class SharedGraph
{
    /// <summary>Clients drawn; the rest is counted, and stands in the table.</summary>
    public const int MostClients = 9;

    public const int NodeWidth = 212;
    public const int NodeHeight = 44;
    private const int Least = 1080;
    private const int Top = 30;
    private const int RowGap = 10;

    private readonly SharedScorecard _card;
    private readonly Dictionary<Guid, int> _column;
    private readonly Dictionary<Guid, GraphNode> _nodes = [];

    private SharedGraph(SharedScorecard card)
    {
        _card = card;
        _column = ColumnsOf(card);
        var columns = _column.Values.Max() + 1 + (card.Tenants.Count > 0 ? 1 : 0);
        var gap = columns == 1 ? 0 : Math.Max(48, (Least - (columns * NodeWidth)) / (columns - 1));
        double X(int column) => column * (NodeWidth + gap);
        var byColumn = Resources().GroupBy(r => _column[r.Id]).ToDictionary(g => g.Key, g => g.ToList());
        var shown = Shown().ToList();
        More = card.Tenants.Count - shown.Count;
        var rows = Math.Max(byColumn.Values.Max(c => c.Count), shown.Count + (More > 0 ? 1 : 0));
        (Width, Height) = ((int)X(columns - 1) + NodeWidth, Top + (rows * (NodeHeight + RowGap)));
        double Y(int row, int count) => Top + (((rows - count) / 2.0) + row) * (NodeHeight + RowGap);
        foreach (var (column, resources) in byColumn)
        {
            foreach (var (row, of) in resources.Index())
                _nodes[of.Id] = new GraphNode(of.Title, of.State, of.Href, of.Kind, X(column), Y(row, resources.Count));
        }

        var drawn = shown.Count + (More > 0 ? 1 : 0);
        Clients = [.. shown.Select((t, row) => (t, new GraphNode(
            t.Tenant.Title, StateOf(t), $"/clients/{t.Tenant.OrgId}", KindOf(t), X(columns - 1), Y(row, drawn))))];
        MoreAt = (X(columns - 1), Y(drawn - 1, drawn));
        Heads = [.. byColumn.Keys.Order().Select(c => new GraphColumn(HeadOf(c), X(c)))];
        if (card.Tenants.Count > 0) Heads = [.. Heads, new GraphColumn($"Clients, {Words.Number(card.Tenants.Count)}", X(columns - 1))];
        Edges = [.. EdgesOf()];
    }

    public int Width { get; }

    public int Height { get; }

    public IReadOnlyList<GraphColumn> Heads { get; }

    public GraphNode Self => _nodes[_card.Resource.Row.Id];

    /// <summary>Every box but the resource itself, in reading order.</summary>
    public IEnumerable<GraphNode> Others => _nodes.Where(n => n.Key != _card.Resource.Row.Id).Select(n => n.Value)
        .OrderBy(n => n.X).ThenBy(n => n.Y).Concat(Clients.Select(c => c.Node));

    public IReadOnlyList<GraphEdge> Edges { get; }

    /// <summary>Clients that are not drawn.</summary>
    public int More { get; }

    /// <summary>Where they are counted.</summary>
    public (double X, double Y) MoreAt { get; }

    private IReadOnlyList<(TenantOf Tenant, GraphNode Node)> Clients { get; }

    public static SharedGraph Of(SharedScorecard card) => new(card);

    /// <summary>The whole graph in a sentence, for whoever does not see it.</summary>
    public static string Told(SharedScorecard card) =>
        $"{SharedSentence.Name(card)} stands on {Words.Count(card.StandsOn.Count, "shared resource")} and carries "
            + $"{Words.Count(card.Carries.Count, "shared resource")} and {Words.Count(card.Tenants.Count, "client")}.";

    // As far right as the longest way to it is long, so that every line leads to the right.
    private static Dictionary<Guid, int> ColumnsOf(SharedScorecard card)
    {
        Guid[] ids = [.. card.StandsOn.Concat(card.Carries).Select(r => r.Id).Append(card.Resource.Row.Id).Distinct()];
        var columns = ids.ToDictionary(id => id, _ => 0);
        var links = card.Links.Where(l => columns.ContainsKey(l.Holder) && columns.ContainsKey(l.On)).ToList();
        // A circle would push for ever: no way is longer than there are resources.
        for (var round = 0; round < ids.Length; round++)
        {
            foreach (var link in links) columns[link.Holder] = Math.Min(ids.Length, Math.Max(columns[link.Holder], columns[link.On] + 1));
        }

        return columns;
    }

    private IEnumerable<(Guid Id, string Title, string State, string? Href, StatusKind Kind)> Resources()
    {
        var row = _card.Resource.Row;
        yield return (row.Id, SharedSentence.Name(_card), StateOf(row.Kind, row.Run.Standing, _card.Open), null,
            KindOf(row.Run.Standing, _card.Open));
        foreach (var r in _card.StandsOn.Concat(_card.Carries).DistinctBy(r => r.Id).Where(r => r.Id != row.Id))
            yield return (r.Id, r.Name, StateOf(r.Kind, r.Standing, r.Open), $"/shared-resources/{r.Id}", KindOf(r.Standing, r.Open));
    }

    // Those with something against them first, so that what is not drawn has nothing worse.
    private IEnumerable<TenantOf> Shown() =>
        _card.Tenants.OrderBy(t => t.Allowed).ThenByDescending(t => t.Health.Worst is { } worst ? (int)worst : -1)
            .ThenBy(t => t.Tenant.Title, StringComparer.CurrentCultureIgnoreCase).Take(MostClients);

    private IEnumerable<GraphEdge> EdgesOf()
    {
        foreach (var link in _card.Links)
        {
            if (_nodes.TryGetValue(link.On, out var from) && _nodes.TryGetValue(link.Holder, out var to))
                yield return new GraphEdge(from, to, from.Kind is StatusKind.Go or StatusKind.Warn);
        }

        foreach (var (tenant, node) in Clients)
        {
            foreach (var on in tenant.On.Where(_nodes.ContainsKey))
                yield return new GraphEdge(_nodes[on], node, _nodes[on].Kind is StatusKind.Go or StatusKind.Warn);
        }
    }

    private string HeadOf(int column)
    {
        var own = _column[_card.Resource.Row.Id];
        return column < own ? "It stands on" : column == own ? $"This {ResourceKinds.Label(_card.Resource.Row.Kind)}" : "It carries";
    }

    private static string StateOf(string kind, RunStanding standing, long open) => string.Join(", ", new[]
    {
        KindLabels.Of(kind),
        standing switch
        {
            RunStanding.Finished => null,
            RunStanding.InProgress => "being made",
            RunStanding.Blocked => "blocked",
            RunStanding.NoLongerRight => "no longer right",
            RunStanding.Cancelled => "cancelled",
            _ => throw new InvalidOperationException($"No words for {standing}."),
        },
        open == 0 ? null : $"{Words.Number(open)} open",
    }.OfType<string>());

    private static StatusKind KindOf(RunStanding standing, long open) => (standing, open) switch
    {
        (_, > 0) or (RunStanding.NoLongerRight or RunStanding.Cancelled, _) => StatusKind.Fail,
        (RunStanding.Blocked, _) => StatusKind.Warn,
        (RunStanding.InProgress, _) => StatusKind.Go,
        _ => StatusKind.Pass,
    };

    private static string StateOf(TenantOf tenant) => string.Join(", ", new[]
    {
        $"{tenant.Tenant.Environment}",
        tenant.Allowed ? null : "not in this account",
        tenant.Health.Worst is { } worst ? $"{Words.Number(tenant.Health.Open)} open, {worst.ToString().ToLowerInvariant()}" : null,
    }.OfType<string>());

    private static StatusKind KindOf(TenantOf tenant) => !tenant.Allowed || tenant.Health.Worst >= Severity.High
        ? StatusKind.Fail : StatusKind.Pass;
}
