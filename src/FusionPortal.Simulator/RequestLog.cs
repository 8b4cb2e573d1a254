using System.Collections.Concurrent;

namespace FusionPortal.Simulator;

/// <summary>One request as the simulator answered it. Holds no signature, key or body.</summary>
/// <param name="At">By the simulator's clock.</param>
/// <param name="Api">For example tagging:GetResources.</param>
/// <param name="AccountId">Of the caller; null where the caller could not be believed.</param>
/// <param name="Region">From the signature.</param>
/// <param name="Status">HTTP.</param>
/// <param name="ErrorCode">Null for success.</param>
public sealed record LoggedRequest(DateTimeOffset At, string Api, string? AccountId, string Region, int Status, string? ErrorCode);

/// <summary>What was asked of the simulator: exact counts for each API, and the latest requests. Thread-safe.</summary>
public sealed class RequestLog
{
    private const int Kept = 10_000;

    private readonly ConcurrentQueue<LoggedRequest> _latest = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Requests of one API since the start or the last <see cref="Clear"/>.</summary>
    public int Count(string api) => _counts.GetValueOrDefault(api);

    /// <summary>Requests of all APIs.</summary>
    public int Total => _counts.Values.Sum();

    public IReadOnlyDictionary<string, int> Counts => _counts.ToDictionary(StringComparer.Ordinal);

    /// <summary>At most the last 10,000, oldest first.</summary>
    public IReadOnlyList<LoggedRequest> Latest => [.. _latest];

    public void Clear()
    {
        _latest.Clear();
        _counts.Clear();
    }

    internal void Add(LoggedRequest request)
    {
        _counts.AddOrUpdate(request.Api, 1, (_, n) => n + 1);
        _latest.Enqueue(request);
        while (_latest.Count > Kept) _latest.TryDequeue(out _);
    }
}
