using FusionPortal.Core.Abstractions;
using Polly;
using Polly.Retry;

namespace FusionPortal.Aws.Calls;

/// <summary>
/// Repeats calls to AWS for one piece of work, for example one target: what is throttled until a total patience runs out, what may pass
/// four times. Not thread-safe: a target is read by one caller.
/// </summary>
internal sealed class CallRetries
{
    private const int PassingFailuresAllowed = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly AwsOptions _options;
    private readonly ICallMeter _meter;
    private readonly ResiliencePipeline _pipeline;
    private TimeSpan _waitedForThrottling;

    /// <param name="options">The first wait, and the patience of all calls together.</param>
    /// <param name="time">Waits by it.</param>
    /// <param name="meter">Counts the answers that said to slow down.</param>
    public CallRetries(AwsOptions options, TimeProvider time, ICallMeter meter)
    {
        (_options, _meter) = (options, meter);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(Retry(AwsTrouble.Passing, PassingFailuresAllowed, _ => { }))
            .AddRetry(Retry(AwsTrouble.Throttled, int.MaxValue, Throttled))
            .Build();
    }

    /// <param name="api">For the meter and messages, for example <c>tagging:GetResources</c>.</param>
    /// <param name="call">One attempt.</param>
    /// <param name="cancellationToken">Ends a wait as well as a call.</param>
    /// <exception cref="TargetFailedException">Throttled, or failed, until patience ran out.</exception>
    /// <exception cref="Exception">Whatever <see cref="AwsTroubles"/> does not call throttled or passing, as the SDK threw it.</exception>
    public async Task<T> CallAsync<T>(string api, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(api, cancellationToken);
        try
        {
            return await _pipeline.ExecuteAsync(static async (_, call) => await call(), context, call);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && AwsTroubles.Of(e) == AwsTrouble.Passing)
        {
            throw new TargetFailedException(
                TargetFailure.Failed, $"{api} failed {PassingFailuresAllowed + 1} times; the last time {AwsTroubles.Describe(e)}.",
                AwsTroubles.Cause(e));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private RetryStrategyOptions Retry(AwsTrouble trouble, int times, Action<OnRetryArguments<object>> before) => new()
    {
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && AwsTroubles.Of(e) == trouble),
        MaxRetryAttempts = times,
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Backoff(args.AttemptNumber)),
        OnRetry = args =>
        {
            before(args);
            return default;
        },
    };

    private void Throttled(OnRetryArguments<object> args)
    {
        var api = args.Context.OperationKey!;
        _meter.Throttled(api);
        _waitedForThrottling += args.RetryDelay;
        if (_waitedForThrottling > _options.ThrottlePatience)
            throw new TargetFailedException(
                TargetFailure.Throttled, $"{api} was throttled until the patience of {_options.ThrottlePatience} ran out.",
                AwsTroubles.Cause(args.Outcome.Exception!));
    }

    /// <summary>Doubles from the configured first wait; half of it is random even at the longest, so that targets throttled together do not
    /// return together.</summary>
    private TimeSpan Backoff(int earlier)
    {
        var full = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, _options.RetryDelay.Ticks << Math.Min(earlier, 16)));
        return full / 2 + full / 2 * Random.Shared.NextDouble();
    }
}
