using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using FusionPortal.Aws.Access;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions.Resources;
using FusionPortal.Core.Abstractions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws.Readers;

/// <summary>
/// The queue of tag changes, read as the portal itself. Its messages are EventBridge's events of source <c>aws.tag</c>; whatever else lies
/// there is given on as a change that names nothing, so that it can be taken off.
/// </summary>
internal sealed partial class TagChangeQueue(PortalIdentity identity, AwsClients clients, IOptions<AwsOptions> options, TimeProvider time)
    : ITagChangeQueue
{
    private const string Receive = "sqs:ReceiveMessage";
    private const string Delete = "sqs:DeleteMessage";

    // EventBridge's own limit; SQS allows more.
    private const int LongestMessage = 256 * 1024;

    private const int MostArns = 100;
    private const int WaitSeconds = 20;

    public bool IsConfigured => options.Value.TagEventsQueueUrl is not null;

    public async Task<IReadOnlyList<TagChange>> ReceiveAsync(ICallMeter meter, CancellationToken cancellationToken)
    {
        if (options.Value.TagEventsQueueUrl is not { } url) return [];
        var request = new ReceiveMessageRequest { QueueUrl = url.ToString(), MaxNumberOfMessages = 10, WaitTimeSeconds = WaitSeconds };
        var answer = await CallAsync(Receive, url, c => c.ReceiveMessageAsync(request, cancellationToken), meter, cancellationToken);
        return [.. (answer.Messages ?? []).Select(Read)];
    }

    public async Task DoneAsync(IReadOnlyList<TagChange> changes, ICallMeter meter, CancellationToken cancellationToken)
    {
        if (options.Value.TagEventsQueueUrl is not { } url) return;
        // AWS takes ten in one call, under the permission to delete one.
        foreach (var ten in changes.Chunk(10))
        {
            var request = new DeleteMessageBatchRequest
            {
                QueueUrl = url.ToString(),
                Entries = [.. ten.Select((change, i) => new DeleteMessageBatchRequestEntry($"m{i}", change.Receipt))],
            };
            // One that fails comes again, which is what it is for.
            await CallAsync(Delete, url, c => c.DeleteMessageBatchAsync(request, cancellationToken), meter, cancellationToken);
        }
    }

    private async Task<T> CallAsync<T>(
        string api, Uri queue, Func<AmazonSQSClient, Task<T>> call, ICallMeter meter, CancellationToken cancellationToken)
    {
        var self = await identity.GetAsync(meter, cancellationToken);
        using var client = SqsLister.Client(clients, self.Credentials, RegionOf(queue), meter, TimeSpan.FromSeconds(WaitSeconds + 10));
        try
        {
            return await new CallRetries(options.Value, time, meter).CallAsync(api, () => call(client), cancellationToken);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            var failure = AwsTroubles.Of(e) switch
            {
                AwsTrouble.Denied => TargetFailure.Denied,
                AwsTrouble.SessionExpired => TargetFailure.Expired,
                _ => TargetFailure.Failed,
            };
            throw new TargetFailedException(
                failure, $"{api}: the queue of tag changes did not answer. {AwsTroubles.Describe(e)}", AwsTroubles.Cause(e));
        }
    }

    // "sqs.us-east-1.amazonaws.com", and of old "us-east-1.queue.amazonaws.com".
    private string RegionOf(Uri queue) =>
        options.Value.TagEventsQueueRegion
            ?? (Region().Match(queue.Host) is { Success: true } match ? match.Value : options.Value.HomeRegion);

    internal static TagChange Read(Message message)
    {
        var nothing = new TagChange(message.ReceiptHandle ?? "", "", "", [], DateTimeOffset.UnixEpoch);
        if (message.Body is not { Length: > 0 and <= LongestMessage } body) return nothing;
        try
        {
            using var document = JsonDocument.Parse(body);
            var happened = document.RootElement;
            if (happened.Text("source") != "aws.tag" || happened.Text("account") is not { } account || !Account().IsMatch(account)
                || happened.Text("region") is not { } region || Region().Match(region).Length != region.Length) return nothing;
            var arns = happened.Items("resources").Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString())
                .Where(a => ResourceArn.TryParse(a, out _)).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostArns);
            var at = Instants.Parse(happened.Text("time")) is { } when ? new DateTimeOffset(when, TimeSpan.Zero) : DateTimeOffset.UnixEpoch;
            return nothing with { AccountId = account, Region = region, Arns = [.. arns], At = at };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text of broken surrogates.
            return nothing;
        }
    }

    [GeneratedRegex(@"^\d{12}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"(?<![a-z0-9-])[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}(?![a-z0-9-])")]
    private static partial Regex Region();
}
