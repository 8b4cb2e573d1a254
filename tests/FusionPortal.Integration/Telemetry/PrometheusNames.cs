using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using FusionPortal.Core.Telemetry;
using FusionPortal.Integration.Hosting;

namespace FusionPortal.Integration.Telemetry;

/// <summary>What an instrument is called in Prometheus, by OpenTelemetry's rules, and what an expression there asks for.</summary>
internal static partial class PrometheusNames
{
    private static readonly Dictionary<string, string> Units = new() { ["s"] = "seconds", ["By"] = "bytes", ["1"] = "ratio" };

    public static IEnumerable<string> Of(InstrumentInfo instrument) => Of(instrument.Name, instrument.Unit, instrument.Kind);

    public static IEnumerable<string> Of(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        var kind = type.Contains("Histogram", StringComparison.Ordinal) ? InstrumentKind.Histogram
            : type.Contains("Counter", StringComparison.Ordinal) && !type.Contains("UpDown", StringComparison.Ordinal)
                ? InstrumentKind.Counter
            : InstrumentKind.Gauge;
        return Of(instrument.Name, instrument.Unit ?? "", kind);
    }

    /// <summary>What arrived does not say whether a number only grows, so it may go by either name.</summary>
    public static IEnumerable<string> Of(MetricPoint point) =>
        point.Bounds > 0 ? Of(point.Name, point.Unit, InstrumentKind.Histogram)
        : Of(point.Name, point.Unit, InstrumentKind.Gauge).SelectMany(name => new[] { name, name + "_total" });

    /// <summary>Metrics that an expression names, with the labels it tells them apart or filters by.</summary>
    public static (IReadOnlyList<string> Metrics, IReadOnlyList<string> Labels) In(string expression)
    {
        var labels = Braces().Matches(expression).SelectMany(m => Label().Matches(m.Groups[1].Value).Select(l => l.Groups[1].Value))
            .Concat(Groupings().Matches(expression).SelectMany(m => m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)))
                .Distinct().ToList();
        var bare = Range().Replace(Groupings().Replace(Braces().Replace(expression, ""), ""), "");
        return ([.. Identifier().Matches(bare).Select(m => m.Value).Distinct()], labels);
    }

    private static IEnumerable<string> Of(string name, string unit, InstrumentKind kind)
    {
        var plain = name.Replace('.', '_');
        if (Units.TryGetValue(unit, out var word) && (unit != "1" || kind == InstrumentKind.Gauge)
            && !plain.EndsWith("_" + word, StringComparison.Ordinal))
            plain += "_" + word;
        return kind switch
        {
            InstrumentKind.Histogram => [plain + "_bucket", plain + "_count", plain + "_sum"],
            InstrumentKind.Counter => [plain + "_total"],
            InstrumentKind.Gauge => [plain],
        };
    }

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"([a-z_]+)\s*(?:=~|!=|!~|=)")]
    private static partial Regex Label();

    [GeneratedRegex(@"\bby\s*\(([^)]*)\)")]
    private static partial Regex Groupings();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    // What is followed by a bracket is a function.
    [GeneratedRegex(@"\b(?!(?:and|or|unless|offset)\b)[a-z_][a-z0-9_]*\b(?!\s*\()")]
    private static partial Regex Identifier();
}
