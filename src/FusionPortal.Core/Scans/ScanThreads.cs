using System.Collections.Concurrent;

namespace FusionPortal.Core.Scans;

/// <summary>
/// The threads on which scans are read and judged: one fewer than the process has processors, at least one. A reading computes for as long
/// as there are pages, and on the pool's threads every answer to a person would wait behind it; here a processor and the pool are theirs.
/// </summary>
/// <remarks>
/// What is started here goes on here after each <c>await</c>, unless it says <c>ConfigureAwait(false)</c>. It must never block a thread to
/// wait for something else that runs here.
/// </remarks>
internal sealed class ScanThreads : TaskScheduler
{
    private static readonly ScanThreads Instance = new(Math.Max(1, Environment.ProcessorCount - 1));

    [ThreadStatic]
    private static bool _isOneOfThem;

    private readonly BlockingCollection<Task> _due = [];

    private ScanThreads(int threads)
    {
        MaximumConcurrencyLevel = threads;
        for (var i = 0; i < threads; i++) new Thread(Work) { Name = $"scan {i + 1}", IsBackground = true }.Start();
    }

    public override int MaximumConcurrencyLevel { get; }

    public static Task RunAsync(Func<Task> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.None, Instance).Unwrap();

    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.None, Instance).Unwrap();

    protected override void QueueTask(Task task) => _due.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _isOneOfThem && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _due];

    private void Work()
    {
        _isOneOfThem = true;
        foreach (var task in _due.GetConsumingEnumerable()) TryExecuteTask(task);
    }
}
