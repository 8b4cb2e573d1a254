using System.Collections.Concurrent;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Tests.Kit;

public sealed class CountingMeter : ICallMeter
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<string, int> _throttles = new();

    public int Calls(string api) => _calls.GetValueOrDefault(api);

    /// <summary>Every API called, with its number of calls.</summary>
    public IReadOnlyDictionary<string, int> All => _calls;

    public int Throttles(string api) => _throttles.GetValueOrDefault(api);

    public void Called(string api) => _calls.AddOrUpdate(api, 1, (_, n) => n + 1);

    public void Throttled(string api) => _throttles.AddOrUpdate(api, 1, (_, n) => n + 1);
}
