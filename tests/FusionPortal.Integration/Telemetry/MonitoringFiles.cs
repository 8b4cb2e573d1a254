using System.Text.Json;
using FusionPortal.TestKit.Running;
using YamlDotNet.Serialization;

namespace FusionPortal.Integration.Telemetry;

/// <summary>What docs/monitoring/ asks Prometheus for.</summary>
internal static class MonitoringFiles
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "docs", "monitoring");

    /// <summary>Every expression of the dashboard and the alerts.</summary>
    public static IEnumerable<string> Expressions() => Dashboard().Concat(Alerts());

    /// <summary>Every metric that they name.</summary>
    public static IEnumerable<string> Metrics() => Expressions().SelectMany(e => PrometheusNames.In(e).Metrics).Distinct();

    private static IEnumerable<string> Dashboard()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "dashboard.json")));
        foreach (var panel in file.RootElement.GetProperty("panels").EnumerateArray())
            if (panel.TryGetProperty("targets", out var targets))
                foreach (var target in targets.EnumerateArray()) yield return target.GetProperty("expr").GetString()!;
    }

    private static IEnumerable<string> Alerts()
    {
        var file = new DeserializerBuilder().Build().Deserialize<AlertFile>(File.ReadAllText(Path.Combine(Folder, "alerts.yml")));
        return file.groups.SelectMany(g => g.rules).Select(r => r.expr);
    }

#pragma warning disable IDE1006, CA1812 // Named as in the file; made by the reader.
    private sealed class AlertFile
    {
        public List<AlertGroup> groups { get; set; } = [];
    }

    private sealed class AlertGroup
    {
        public string name { get; set; } = "";

        public List<AlertRule> rules { get; set; } = [];
    }

    private sealed class AlertRule
    {
        public string alert { get; set; } = "";

        public string expr { get; set; } = "";

        public string @for { get; set; } = "";

        public Dictionary<string, string> labels { get; set; } = [];

        public Dictionary<string, string> annotations { get; set; } = [];
    }
#pragma warning restore IDE1006, CA1812
}
