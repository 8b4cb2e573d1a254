using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Calls;

/// <summary>
/// Calls AWS for one piece of work, for example one target: waits out throttling up to a total patience and repeats what may
/// pass a few times. Not thread-safe: a target is read by one caller.
/// </summary>
internal sealed class PatientCalls(AwsOptions options, TimeProvider time, ICallMeter meter)
{
    private const int PassingFailuresAllowed = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private TimeSpan _waitedForThrottling;

    /// <param name="api">For the meter and messages, for example <c>tagging:GetResources</c>.</param>
    /// <param name="call">One attempt.</param>
    /// <param name="cancellationToken">Ends a wait as well as a call.</param>
    /// <exception cref="TargetFailedException">Throttled, or failed, until patience ran out.</exception>
    /// <exception cref="Exception">Whatever <see cref="AwsTroubles"/> does not call throttled or passing, as the SDK threw it.</exception>
    public async Task<T> CallAsync<T>(string api, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var (throttles, failures) = (0, 0);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan wait;
            try
            {
                return await call();
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && AwsTroubles.Of(e) == AwsTrouble.Throttled)
            {
                meter.Throttled(api);
                wait = Backoff(throttles++);
                _waitedForThrottling += wait;
                if (_waitedForThrottling > options.ThrottlePatience)
                    throw new TargetFailedException(TargetFailure.Throttled,
                        $"{api} was throttled until the patience of {options.ThrottlePatience} ran out.", AwsTroubles.Cause(e));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && AwsTroubles.Of(e) == AwsTrouble.Passing)
            {
                if (failures == PassingFailuresAllowed)
                    throw new TargetFailedException(TargetFailure.Failed,
                        $"{api} failed {failures + 1} times; the last time {AwsTroubles.Describe(e)}.", AwsTroubles.Cause(e));
                wait = Backoff(failures++);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Doubles from the configured first wait; half of it is random, so that targets throttled together do not return
    /// together.</summary>
    private TimeSpan Backoff(int earlier)
    {
        var full = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, options.RetryDelay.Ticks << Math.Min(earlier, 16)));
        return full / 2 + full / 2 * Random.Shared.NextDouble();
    }
}
