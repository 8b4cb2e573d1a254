using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS;
using Amazon.SQS.Model;
using FusionPortal.Aws.Access;
using FusionPortal.Aws.Calls;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>SQS: queues, 1,000 a page. The call tells nothing but URLs, whose last part is the queue's name.</summary>
internal sealed class SqsLister : IServiceLister
{
    public ServiceReach Reach { get; } = new("sqs", "SQS", IsGlobal: false, new HashSet<string> { SqsQueue.Kind });

    public IReadOnlyList<string> Actions { get; } = ["sqs:ListQueues"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("sqs:ListQueues", async (token, ct) =>
        {
            var answer = await listing.Calls.CallAsync("sqs:ListQueues",
                credentials => Client(listing.Calls.Clients, credentials, listing.Region, listing.Calls.Meter),
                c => c.ListQueuesAsync(new ListQueuesRequest { MaxResults = 1000, NextToken = token }, ct), ct);
            return new(
                [.. (answer.QueueUrls ?? []).Select(url => listing.WithoutTags(listing.Arn("sqs", url[(url.LastIndexOf('/') + 1)..])))],
                answer.NextToken);
        }, cancellationToken);

    /// <param name="clients">Configures the client.</param>
    /// <param name="credentials">Signs.</param>
    /// <param name="region">The queues' region.</param>
    /// <param name="meter">Counts.</param>
    /// <param name="atLeast">What one call may take at least, for calls that wait at AWS.</param>
    public static AmazonSQSClient Client(
        AwsClients clients, AWSCredentials credentials, string region, ICallMeter meter, TimeSpan atLeast = default)
    {
        var config = clients.Configure(new AmazonSQSConfig(), region);
        if (config.Timeout < atLeast) config.Timeout = atLeast;
        return new Metered(credentials, config, meter);
    }

    private sealed class Metered(AWSCredentials credentials, AmazonSQSConfig config, ICallMeter meter)
        : AmazonSQSClient(credentials, config)
    {
        private readonly ICallMeter _meter = meter;

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            MeteredPipeline.Apply(pipeline, Config, _meter);
        }
    }
}
