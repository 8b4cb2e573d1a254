using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using FusionPortal.Core.Telemetry;
using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Running;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FusionPortal.Integration.Telemetry;

/// <summary>The dashboard, the alerts and the page about both name what the portal really tells, and nothing else.</summary>
public sealed class MonitoringFilesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    // What the collector or Prometheus adds to every series.
    private static readonly string[] Everywhere = ["job", "instance", "le"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_AndAlerts_NameMetricsThatExist_AndLabelsTheyHave()
    {
        var published = await PublishedAsync();
        var own = PortalInstruments.All.SelectMany(i => PrometheusNames.Of(i).Select(name => (name, i)))
            .ToDictionary(p => p.name, p => p.i);
        var expressions = MonitoringFiles.Expressions().ToList();

        Assert.True(expressions.Count > 25, $"{expressions.Count} expressions");
        Assert.All(expressions, expression =>
        {
            var (metrics, labels) = PrometheusNames.In(expression);
            Assert.NotEmpty(metrics);
            Assert.Equal([], metrics.Where(m => !published.Contains(m)));
            var known = metrics.Where(own.ContainsKey).SelectMany(m => own[m].Attributes).Select(a => a.Replace('.', '_'))
                .Concat(Everywhere).ToList();
            if (metrics.All(own.ContainsKey)) Assert.Equal([], labels.Except(known));
        });
        // Everything the portal tells of itself is shown somewhere.
        var named = expressions.SelectMany(e => PrometheusNames.In(e).Metrics).ToHashSet();
        Assert.Equal([], PortalInstruments.All.Where(i => !PrometheusNames.Of(i).Any(named.Contains)).Select(i => i.Name));
    }

    [Fact]
    public void Expressions_AreReadAsPrometheusReadsThem()
    {
        Assert.All(MonitoringFiles.Expressions(), expression => PrometheusExpression.Check(expression));
    }

    [Theory]
    [InlineData("sum(rate(a_total[5m])", "')'")]
    [InlineData("rate(a_total)", "range")]
    [InlineData("sum by job (a)", "'('")]
    [InlineData("raet(a_total[5m])", "function")]
    [InlineData("a_total[5 minutes]", "duration")]
    [InlineData("a{job=x}", "string")]
    [InlineData("a{job=\"x\"", "'}'")]
    [InlineData("a > ", "expression")]
    [InlineData("a b", "end")]
    [InlineData("max(a[5m])", "instant")]
    [InlineData("histogram_quantile(rate(a_bucket[5m]))", "arguments")]
    public void Expression_ThatIsNone_IsFound(string expression, string why)
    {
        var fault = Assert.Throws<FormatException>(() => PrometheusExpression.Check(expression));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ListsEveryInstrumentAsItIs()
    {
        var page = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "monitoring.md"));
        var rows = page.Where(l => l.StartsWith("| `fusionportal.", StringComparison.Ordinal)).ToList();

        Assert.Equal(PortalInstruments.All.Select(Row), rows);
    }

    private static string Row(InstrumentInfo i) =>
        $"| `{i.Name}` | {i.Kind.ToString().ToLowerInvariant()}, `{i.Unit}` | "
            + $"{string.Join(", ", i.Attributes.Select(a => $"`{a}`"))} | {i.Description} |";

    // Every instrument that this process has, by the names it gets in Prometheus. Those of circuits would come with the first page.
    private async Task<HashSet<string>> PublishedAsync()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var collector = await Collector.StartAsync();
        await portal.StartAsync(overrides: [("Telemetry:Endpoint", collector.Address.ToString())]);
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.UnionWith(PrometheusNames.Of(instrument)) };
        listener.Start();
        RuntimeHelpers.RunClassConstructor(typeof(PortalTelemetry).TypeHandle);
        portal.Services.GetRequiredService(
            typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.Circuits.CircuitMetrics", true)!);
        using var http = portal.Anonymous();
        await http.GetAsync("/sign-in", Token);
        return names;
    }
}
