using System.Diagnostics;
using FusionPortal.Conventions.Secrets;
using FusionPortal.TestKit.Secrets;

namespace FusionPortal.Benchmarks;

/// <summary>
/// The secret guard over the corpus: what it finds and misses, how fast it is, and whether its work grows as the text does.
/// </summary>
internal sealed class SecretBench : Bench
{
    private const int Rounds = 2_000;

    public override string Name => "secrets";

    public override string What =>
        $"secret guard over {SecretCorpus.Secret.Count} secrets and {SecretCorpus.Ordinary.Count} ordinary texts, one thread";

    public override Task RunAsync()
    {
        var missed = SecretCorpus.Secret.Where(t => t.Inspect() is null).ToList();
        var alarms = SecretCorpus.Ordinary.Where(t => t.Inspect() is not null).ToList();
        Row("recall (target 98 %)", $"{100.0 * (SecretCorpus.Secret.Count - missed.Count) / SecretCorpus.Secret.Count:0.0} %");
        Row("false alarms (target 0)", $"{alarms.Count}");
        foreach (var kind in SecretCorpus.Secret.GroupBy(t => t.Kind))
            Row("  " + kind.Key, $"{kind.Count(t => t.Inspect() is not null)} of {kind.Count()}");
        foreach (var text in missed) Row("  missed", $"{text}");
        foreach (var text in alarms) Row("  false alarm", $"{text} ({text.Inspect()!.RuleId})");

        Row("ordinary texts per second of processor time", $"{Rate(SecretCorpus.Ordinary):#,0}");
        Row("secrets per second of processor time", $"{Rate(SecretCorpus.Secret):#,0}");
        foreach (var unit in (ReadOnlySpan<string>)["password is ", "login sa / ", "a", "Das Passwort liegt im Tresor. ", "-p /user: "])
            Row($"  ten times \"{unit}\" takes, times as long (10 is linear)", $"{Seconds(unit, 1_000_000) / Seconds(unit, 100_000):0.0}");
        return Task.CompletedTask;
    }

    private static double Rate(IReadOnlyList<CorpusText> texts)
    {
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i < Rounds / 10; i++) Pass(texts);
        process.Refresh();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < Rounds; i++) Pass(texts);
        process.Refresh();
        return (double)Rounds * texts.Count / (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static void Pass(IReadOnlyList<CorpusText> texts)
    {
        foreach (var text in texts) text.Inspect();
    }

    private static double Seconds(string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        SecretGuard.Inspect(text);
        return Median(Enumerable.Range(0, 7).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            SecretGuard.Inspect(text);
            return watch.Elapsed.TotalSeconds;
        }));
    }
}
