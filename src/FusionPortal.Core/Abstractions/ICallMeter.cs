namespace FusionPortal.Core.Abstractions;

/// <summary>Counts AWS calls while they happen, for progress and for coverage. Thread-safe.</summary>
public interface ICallMeter
{
    /// <summary>One HTTP request that reached AWS, retries included.</summary>
    void Called(string api);

    /// <summary>One answer that said to slow down.</summary>
    void Throttled(string api);
}
