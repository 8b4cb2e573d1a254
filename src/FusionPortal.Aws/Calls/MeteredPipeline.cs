using Amazon.Runtime;
using Amazon.Runtime.Internal;
using FusionPortal.Aws.Wire;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Calls;

/// <summary>
/// What the scanner changes in the SDK's pipeline: every HTTP request is counted, and the SDK repeats nothing by itself
/// except after correcting a wrong clock. All other patience is <see cref="CallRetries"/>'s, which also keeps to the rate limits.
/// </summary>
internal static class MeteredPipeline
{
    public static void Apply(RuntimePipeline pipeline, IClientConfig config, ICallMeter meter)
    {
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockSkewOnlyRetryPolicy(config)));
        pipeline.AddHandlerBefore<HttpHandler<HttpContent>>(new CallMeterHandler(meter));
    }

    private sealed class ClockSkewOnlyRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
    {
        // The base class has already answered for clock skew, and corrected it, when these are asked.
        public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

        public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
            Task.FromResult(false);

        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;
    }

    private sealed class CallMeterHandler(ICallMeter meter) : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var request = executionContext.RequestContext;
            var reached = true;
            try
            {
                return await base.InvokeAsync<T>(executionContext);
            }
            catch (HttpRequestException e) when (
                e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError)
            {
                reached = false;
                throw;
            }
            finally
            {
                if (reached) meter.Called($"{request.ClientConfig.AuthenticationServiceName}:{Operation(request)}");
            }
        }

        private static string Operation(IRequestContext context)
        {
            if (context.OriginalRequest is WireRequest wire) return wire.Operation;
            var name = context.RequestName;
            return name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name;
        }
    }
}
