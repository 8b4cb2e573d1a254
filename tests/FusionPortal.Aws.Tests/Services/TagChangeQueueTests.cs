using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using FusionPortal.Aws.Readers;
using FusionPortal.Aws.Tests.Kit;
using FusionPortal.Core.Abstractions;
using FusionPortal.Simulator.Faults;

namespace FusionPortal.Aws.Tests.Services;

/// <summary>The queue of tag changes: what its messages say, and that they are taken off when they have been dealt with.</summary>
public sealed class TagChangeQueueTests
{
    private const string Bucket = "arn:aws:s3:::fusion-rms-acme";
    private const string Change = $$"""
        {"version":"0","id":"1","detail-type":"Tag Change on Resource","source":"aws.tag","account":"123456789012",
        "time":"2026-11-03T09:30:00Z","region":"us-east-1",
         "resources":["{{Bucket}}"],"detail":{"changed-tag-keys":["OrgId"],"service":"s3"} }
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Message_OfATagChange_NamesItsResources()
    {
        var change = Read(Change);

        Assert.Equal(
            ("r1", Simulated.Account, "us-east-1", new DateTimeOffset(2026, 11, 3, 9, 30, 0, TimeSpan.Zero)),
            (change.Receipt, change.AccountId, change.Region, change.At));
        Assert.Equal([Bucket], change.Arns);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"source\":\"aws.tag\",\"account\":\"123456789012\",\"region\":\"us-east-1\",\"resources\":[")]
    [InlineData("""{"source":"\ud800","account":"123456789012","region":"us-east-1","resources":["arn:aws:s3:::a"]}""")]
    [InlineData("""{"source":"aws.s3","account":"123456789012","region":"us-east-1","resources":["arn:aws:s3:::a"]}""")]
    [InlineData("""{"source":"aws.tag","account":"12345","region":"us-east-1","resources":["arn:aws:s3:::a"]}""")]
    [InlineData("""{"source":"aws.tag","account":123456789012,"region":"us-east-1","resources":["arn:aws:s3:::a"]}""")]
    [InlineData("""{"source":"aws.tag","account":"123456789012","region":"nowhere","resources":["arn:aws:s3:::a"]}""")]
    [InlineData("""{"source":"aws.tag","account":"123456789012","region":"us-east-1.example.com","resources":["arn:aws:s3:::a"]}""")]
    [InlineData("""{"source":"aws.tag","account":"123456789012","region":"us-east-1","resources":"arn:aws:s3:::a"}""")]
    [InlineData("""{"source":"aws.tag","account":"123456789012","region":"us-east-1","resources":["not an arn",7,null]}""")]
    public void Message_ThatIsNone_NamesNothing_AndCanBeTakenOff(string body)
    {
        var change = Read(body);

        Assert.Equal("r1", change.Receipt);
        Assert.Empty(change.Arns);
    }

    [Fact]
    public void Message_ThatIsTooLong_NamesNothing() => Assert.Empty(Read(Change + new string(' ', 256 * 1024)).Arns);

    [Fact]
    public void Message_WithMoreResourcesThanARecheckTakes_NamesTheFirstHundred_EachOnce()
    {
        var arns = string.Join(',', Enumerable.Range(0, 150).SelectMany(i => Enumerable.Repeat($"\"arn:aws:s3:::b{i}\"", 2)));

        var change = Read(Change.Replace($"\"{Bucket}\"", arns, StringComparison.Ordinal));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"arn:aws:s3:::b{i}"), change.Arns);
    }

    [Fact]
    public async Task Queue_IsReadAsThePortalItself_AndEmptiedOfWhatIsDone()
    {
        await using var queue = await QueueAsync();
        foreach (var body in (string[])[Change, "not JSON"]) await queue.SendAsync(body);

        var changes = await queue.Read.ReceiveAsync(queue.Meter, Ct);

        Assert.Equal(2, changes.Count);
        Assert.Equal([Bucket], changes.SelectMany(c => c.Arns));
        await queue.Read.DoneAsync(changes, queue.Meter, Ct);
        Assert.Equal(0, await queue.LeftAsync());
        Assert.Equal((1, 1), (queue.Meter.Calls("sqs:ReceiveMessage"), queue.Meter.Calls("sqs:DeleteMessageBatch")));
        Assert.Equal(0, queue.Meter.Calls("sts:AssumeRole"));
    }

    [Fact]
    public async Task Queue_TakesOffTenAtATime()
    {
        await using var queue = await QueueAsync();
        for (var i = 0; i < 23; i++) await queue.SendAsync(Change);
        var changes = new List<TagChange>();
        while (changes.Count < 23) changes.AddRange(await queue.Read.ReceiveAsync(queue.Meter, Ct));

        await queue.Read.DoneAsync(changes, queue.Meter, Ct);

        Assert.Equal(3, queue.Meter.Calls("sqs:DeleteMessageBatch"));
        Assert.Equal(0, await queue.LeftAsync());
    }

    [Theory]
    [InlineData(FaultKind.Deny, TargetFailure.Denied)]
    [InlineData(FaultKind.ServerError, TargetFailure.Failed)]
    [InlineData(FaultKind.MalformedBody, TargetFailure.Failed)]
    [InlineData(FaultKind.Throttle, TargetFailure.Throttled)]
    public async Task Queue_ThatDoesNotAnswer_IsToldAsWhatItIs(FaultKind kind, TargetFailure failure)
    {
        await using var queue = await QueueAsync();
        // Enough for every attempt: an empty queue would make each wait for a message first.
        for (var i = 0; i < 50; i++) await queue.SendAsync(Change);
        queue.Aws.Server.Faults.Add(new Fault(kind) { Api = "sqs:ReceiveMessage" });

        var failed = await Assert.ThrowsAsync<TargetFailedException>(() => queue.Read.ReceiveAsync(queue.Meter, Ct));

        Assert.Equal(failure, failed.Failure);
    }

    [Fact]
    public async Task Queue_ThatIsGone_IsFailed()
    {
        await using var queue = await QueueAsync("another");

        Assert.Equal(
            TargetFailure.Failed,
            (await Assert.ThrowsAsync<TargetFailedException>(() => queue.Read.ReceiveAsync(queue.Meter, Ct))).Failure);
    }

    [Fact]
    public async Task NoQueue_IsNotAsked()
    {
        await using var aws = await Simulated.StartAsync(0);
        var queue = aws.Scanner.Get<ITagChangeQueue>();

        Assert.False(queue.IsConfigured);
        Assert.Empty(await queue.ReceiveAsync(aws.Scanner.Meter, Ct));
        await queue.DoneAsync([new TagChange("r1", "", "", [], DateTimeOffset.UnixEpoch)], aws.Scanner.Meter, Ct);
        Assert.Equal(0, aws.Server.Requests.Total);
    }

    private static TagChange Read(string body) => TagChangeQueue.Read(new Message { ReceiptHandle = "r1", Body = body });

    /// <param name="named">The queue that the portal is told of; there is only tag-changes.</param>
    private static async Task<Queue> QueueAsync(string named = "tag-changes")
    {
        // The port is not known before the server runs, and a queue's name may hold any host.
        var aws = await Simulated.StartAsync(0, settings:
        [
            new("Aws:TagEventsQueueUrl", $"http://127.0.0.1/{Simulated.Account}/{named}"),
                new("Aws:TagEventsQueueRegion", Simulated.Region), new("Aws:ThrottlePatience", "00:00:00.050"),
        ]);
        var key = aws.Server.Options.PortalKey;
        var sqs = new AmazonSQSClient(
            new BasicAWSCredentials(key.Id, key.Secret),
                new AmazonSQSConfig { ServiceURL = aws.Server.Endpoint.ToString(), AuthenticationRegion = Simulated.Region });
        return new Queue
        {
            Aws = aws,
            Read = aws.Scanner.Get<ITagChangeQueue>(),
            Sqs = sqs,
            Url = (await sqs.CreateQueueAsync("tag-changes", Ct)).QueueUrl
        };
    }

    private sealed class Queue : IAsyncDisposable
    {
        public required Simulated Aws { get; init; }

        public required ITagChangeQueue Read { get; init; }

        public required AmazonSQSClient Sqs { get; init; }

        public required string Url { get; init; }

        public CountingMeter Meter => Aws.Scanner.Meter;

        public Task<SendMessageResponse> SendAsync(string body) => Sqs.SendMessageAsync(Url, body, Ct);

        /// <summary>Messages that a reader would be given once nobody else has them.</summary>
        public async Task<int> LeftAsync()
        {
            Aws.Server.Faults.ClockOffset = TimeSpan.FromMinutes(4);
            return (await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(Url) { MaxNumberOfMessages = 10 }, Ct)).Messages?.Count ?? 0;
        }

        public async ValueTask DisposeAsync()
        {
            Sqs.Dispose();
            await Aws.DisposeAsync();
        }
    }
}
