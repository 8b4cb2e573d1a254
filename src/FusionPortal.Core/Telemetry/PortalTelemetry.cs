using System.Diagnostics;
using System.Diagnostics.Metrics;
using static FusionPortal.Core.Telemetry.PortalInstruments;

namespace FusionPortal.Core.Telemetry;

/// <summary>Why everything stored was judged.</summary>
public enum JudgedBecause
{
    Scan,

    /// <summary>Clients, declared accounts, the book or what was read again of single resources changed.</summary>
    Records,
}

/// <summary>Where the portal's parts say what happened. Costs next to nothing while nobody collects.</summary>
public static class PortalTelemetry
{
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> ScanTime = Meter.Histogram(PortalInstruments.ScanDuration);
    private static readonly Counter<long> TargetCount = Meter.Counter(Targets);
    private static readonly Histogram<double> TargetDuration = Meter.Histogram(TargetReadings);
    private static readonly Counter<long> ResourceCount = Meter.Counter(Resources);
    private static readonly Counter<long> CallCount = Meter.Counter(AwsCalls);
    private static readonly Counter<long> ThrottledCount = Meter.Counter(AwsThrottled);
    private static readonly Histogram<double> JudgingDuration = Meter.Histogram(Judgings);
    private static readonly Counter<long> PairCount = Meter.Counter(Pairs);
    private static readonly Counter<long> FindingCount = Meter.Counter(FindingChanges);
    private static readonly Histogram<double> StepDuration = Meter.Histogram(Steps);
    private static readonly Histogram<double> ExportDuration = Meter.Histogram(Exports);
    private static readonly Counter<long> RowCount = Meter.Counter(ExportedRows);

    /// <param name="outcome">Completed or Failed.</param>
    public static void ScanEnded(string outcome, TimeSpan took) =>
        ScanTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome));

    /// <param name="outcome">Completed, or why it was not.</param>
    public static void TargetEnded(string accountId, string service, string outcome, TimeSpan took)
    {
        TargetCount.Add(1, new(Account, accountId), new(Outcome, outcome));
        TargetDuration.Record(took.TotalSeconds, new(Service, service), new(Outcome, outcome));
    }

    public static void ResourcesMerged(long added, long changed, long removed) =>
        Changes(ResourceCount, ("added", added), ("changed", changed), ("removed", removed));

    /// <param name="accountId">Empty where the call is for no account.</param>
    /// <param name="api">For example <c>tagging:GetResources</c>.</param>
    public static void AwsCalled(string accountId, string api) => CallCount.Add(1, CallTags(accountId, api));

    /// <inheritdoc cref="AwsCalled"/>
    public static void AwsThrottledCall(string accountId, string api) => ThrottledCount.Add(1, CallTags(accountId, api));

    /// <param name="counts">Whether anything was judged at all; null for always.</param>
    public static Task<T> JudgingAsync<T>(JudgedBecause cause, Func<Task<T>> judge, Func<T, bool>? counts = null) =>
        MeasureAsync(JudgingDuration, "judge", [new(Cause, Word(cause))], judge, counts);

    public static void Judged(JudgedBecause cause, long pairs, int opened, int reopened, int resolved)
    {
        PairCount.Add(pairs, new KeyValuePair<string, object?>(Cause, Word(cause)));
        Changes(FindingCount, ("opened", opened), ("reopened", reopened), ("resolved", resolved));
    }

    public static Task<T> StepAsync<T>(string action, Func<Task<T>> save) =>
        MeasureAsync(StepDuration, "save step", [new(StepAction, action)], save);

    public static async Task<T> ExportAsync<T>(string report, string format, Func<Task<T>> write, Func<T, long> rows)
    {
        TagList tags = [new(Report, report), new(Format, format)];
        var produced = await MeasureAsync(ExportDuration, "export", tags, write);
        RowCount.Add(rows(produced), tags);
        return produced;
    }

    /// <summary>A span of the portal's own; null while nobody collects.</summary>
    public static Activity? Span(string name, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var span = Source.StartActivity(name);
        foreach (var (key, value) in tags) span?.SetTag(key, value);
        return span;
    }

    private static async Task<T> MeasureAsync<T>(
        Histogram<double> duration, string name, TagList tags, Func<Task<T>> work, Func<T, bool>? counts = null)
    {
        var (began, count) = (Stopwatch.GetTimestamp(), true);
        using var span = Span(name, [.. tags]);
        try
        {
            var done = await work();
            count = counts?.Invoke(done) ?? true;
            return done;
        }
        catch (Exception e)
        {
            var error = e is RefusedException refused ? refused.Kind.ToString() : e.GetType().FullName;
            tags.Add(Error, error);
            span?.SetTag(Error, error).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            if (count) duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
    }

    private static string Word(JudgedBecause cause) => cause switch
    {
        JudgedBecause.Scan => "scan",
        JudgedBecause.Records => "records",
    };

    private static TagList CallTags(string accountId, string api)
    {
        var service = api.Split(':')[0];
        return accountId.Length == 0 ? [new(Service, service)] : [new(Account, accountId), new(Service, service)];
    }

    private static void Changes(Counter<long> counter, params ReadOnlySpan<(string Change, long Count)> changes)
    {
        foreach (var (change, count) in changes)
            if (count > 0) counter.Add(count, new KeyValuePair<string, object?>(Change, change));
    }
}
