using System.Diagnostics.Metrics;

namespace FusionPortal.Core.Telemetry;

/// <summary>
/// Every instrument of the portal, in one place. What happens is counted by the process it happens in; what stands in the database is
/// asked of it by every process, so take the greatest of those.
/// </summary>
public static class PortalInstruments
{
    /// <summary>The meter of all of them but knowledge, which has <see cref="KnowledgeMeterName"/>, and the source of spans.</summary>
    public const string Name = "FusionPortal";

    public const string KnowledgeMeterName = "FusionPortal.Knowledge";

    public const string Account = "cloud.account.id";
    public const string Service = "aws.service";
    public const string Outcome = "fusionportal.outcome";
    public const string Change = "fusionportal.change";
    public const string Cause = "fusionportal.cause";
    public const string StepAction = "fusionportal.step.action";
    public const string Report = "fusionportal.report";
    public const string Format = "fusionportal.format";
    public const string JobGroup = "fusionportal.job.group";
    public const string Error = "error.type";

    public static InstrumentInfo KnowledgeAge { get; } = new(
        "fusionportal.knowledge.age", InstrumentKind.Gauge, "s", "Seconds since the last completed reading of any target.");

    public static InstrumentInfo KnowledgeOldestAge { get; } = new(
        "fusionportal.knowledge.oldest_age", InstrumentKind.Gauge, "s",
            "Seconds since the last completed reading of the target read longest ago.");

    public static InstrumentInfo AgedTargets { get; } = new(
        "fusionportal.knowledge.aged_targets", InstrumentKind.Gauge, "{target}",
        "Targets nobody has read since the limit; what was known of them is not evaluated.");

    public static InstrumentInfo JobsWaiting { get; } = new(
        "fusionportal.jobs.waiting", InstrumentKind.Gauge, "{job}", "Jobs whose time has come and that no process has taken.", JobGroup);

    public static InstrumentInfo TargetsWaiting { get; } = new(
        "fusionportal.scan.targets.waiting", InstrumentKind.Gauge, "{target}",
            "Targets of the running scan that are still to be read; 0 without one.");

    public static InstrumentInfo ScanRunningAge { get; } = new(
        "fusionportal.scan.running.age", InstrumentKind.Gauge, "s", "Seconds since the running scan began; 0 without one.");

    public static InstrumentInfo ScanDuration { get; } = new(
        "fusionportal.scan.duration", InstrumentKind.Histogram, "s", "Scans that ended, from their beginning to the end of judging.",
            Outcome);

    public static InstrumentInfo Targets { get; } = new(
        "fusionportal.scan.targets", InstrumentKind.Counter, "{target}", "Targets that ended, by how.", Account, Outcome);

    public static InstrumentInfo TargetReadings { get; } = new(
        "fusionportal.scan.target.duration", InstrumentKind.Histogram, "s", "Reading one target, pauses for AWS's limits included.",
            Service, Outcome);

    public static InstrumentInfo Resources { get; } = new(
        "fusionportal.scan.resources", InstrumentKind.Counter, "{resource}", "Resources that readings found added, changed or removed.",
            Change);

    public static InstrumentInfo AwsCalls { get; } = new(
        "fusionportal.aws.calls", InstrumentKind.Counter, "{call}",
        "HTTP requests that reached AWS, repeats included. Without an account: those that list accounts, and the queue of tag changes.",
            Account, Service);

    public static InstrumentInfo AwsThrottled { get; } = new(
        "fusionportal.aws.throttled", InstrumentKind.Counter, "{call}", "Answers of AWS that said to slow down.", Account, Service);

    public static InstrumentInfo Judgings { get; } = new(
        "fusionportal.judging.duration", InstrumentKind.Histogram, "s",
            "Judging everything that is stored, after a scan or because records changed.", Cause, Error);

    public static InstrumentInfo Pairs { get; } = new(
        "fusionportal.judging.pairs", InstrumentKind.Counter, "{pair}", "Pairs of resource and convention that were judged.", Cause);

    public static InstrumentInfo FindingChanges { get; } = new(
        "fusionportal.finding.changes", InstrumentKind.Counter, "{finding}", "Findings that judgings opened, reopened or resolved.",
            Change);

    public static InstrumentInfo Steps { get; } = new(
        "fusionportal.step.duration", InstrumentKind.Histogram, "s",
            "Saving one step of a checklist until it is durable, by what was done.", StepAction, Error);

    public static InstrumentInfo Exports { get; } = new(
        "fusionportal.export.duration", InstrumentKind.Histogram, "s", "Writing one report to whoever asked for it.", Report, Format,
            Error);

    public static InstrumentInfo ExportedRows { get; } = new(
        "fusionportal.export.rows", InstrumentKind.Counter, "{row}", "Rows of reports that reached their end.", Report, Format);

    /// <summary>All of them, in the order of the page <c>docs/monitoring.md</c>.</summary>
    public static IReadOnlyList<InstrumentInfo> All { get; } =
    [
        KnowledgeAge, KnowledgeOldestAge, AgedTargets, JobsWaiting, TargetsWaiting, ScanRunningAge, ScanDuration, Targets, TargetReadings,
            Resources, AwsCalls,
        AwsThrottled, Judgings, Pairs, FindingChanges, Steps, Exports, ExportedRows,
    ];

    internal static Counter<long> Counter(this Meter meter, InstrumentInfo info) =>
        meter.CreateCounter<long>(info.Name, info.Unit, info.Description);

    // From a tick, which takes milliseconds, to a scan, which may take hours.
    internal static Histogram<double> Histogram(this Meter meter, InstrumentInfo info) => meter.CreateHistogram(
        info.Name, info.Unit, info.Description, tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10800]
        });

    internal static void Gauge<T>(this Meter meter, InstrumentInfo info, Func<IEnumerable<Measurement<T>>> ask) where T : struct =>
        meter.CreateObservableGauge(info.Name, ask, info.Unit, info.Description);
}
