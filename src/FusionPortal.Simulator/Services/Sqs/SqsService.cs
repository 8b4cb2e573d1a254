using System.Text.Json;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services.Sqs;

/// <summary>The queues of the estate and those made by CreateQueue, and messages in them, kept in memory.</summary>
internal sealed class SqsService : ISimulatedService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly ISimulatedEstate _estate;
    private readonly Paging _paging;
    private readonly TimeProvider _time;
    private readonly QueueRoom _queues;

    /// <param name="estate">Whose queues are there from the start.</param>
    /// <param name="paging">Cuts the list.</param>
    /// <param name="time">Waits where a receiver does.</param>
    /// <param name="now">The simulator's clock.</param>
    public SqsService(ISimulatedEstate estate, Paging paging, TimeProvider time, Func<DateTimeOffset> now) =>
        (_estate, _paging, _time, _queues) = (estate, paging, time, new QueueRoom(estate, now));

    public Dialect Dialect { get; } = new("sqs", WireProtocol.Json)
    {
        Target = "AmazonSQS",
        JsonVersion = "1.0",
        Invalid = "InvalidParameterValue",
        Throttled = ("RequestThrottled", 400),
        Failed = "InternalFailure",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListQueues"] = Operation.Of("sqs:ListQueues", List, "NextToken"),
        ["CreateQueue"] = Operation.Of("sqs:CreateQueue", (call, _) => Create(call)),
        ["SendMessage"] = Operation.Of("sqs:SendMessage", (call, _) => Send(call)),
        ["ReceiveMessage"] = new Operation("sqs:ReceiveMessage", (call, _, ct) => ReceiveAsync(call, ct), null),
        ["DeleteMessage"] = Operation.Of("sqs:DeleteMessage", (call, _) => Delete(call)),
        ["DeleteMessageBatch"] = Operation.Of("sqs:DeleteMessage", (call, _) => DeleteBatch(call)),
    };

    /// <summary>Up to 1,000. SQS gives a token only to those who say how many they want; others see the first thousand and are told of no
    /// more.</summary>
    private WireAnswer List(WireCall call, PageFaults faults)
    {
        var account = call.Principal!.AccountId;
        var prefix = call.Text("QueueNamePrefix") ?? "";
        var there = _estate.Of(account, call.Region, ArnKind.Queue);
        IReadOnlyList<string> names =
            new JoinedList<string>([new ComputedList<string>(there.Count, i => there[i].Name), _queues.Created(account, call.Region)]);
        if (prefix.Length > 0) names = [.. names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))];
        var page = _paging.Cut(call, names, faults, "NextToken", call.Size("MaxResults", 1, 1000, 1000), prefix);
        return WireAnswer.Json(
            w =>
            {
                w.WriteStartArray("QueueUrls");
                foreach (var name in page.Entries) w.WriteStringValue(Url(call, name));
                w.WriteEndArray();
                if (page.Next is not null && call.Number("MaxResults") is not null) w.WriteString("NextToken", page.Next);
            },
            call.Dialect);
    }

    private WireAnswer Create(WireCall call)
    {
        var name = call.Text("QueueName") is { Length: > 0 and <= 80 } given
            && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? given : throw AwsError.Invalid(
                call.Dialect, "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        _queues.Create(call.Principal!.AccountId, call.Region, name);
        return WireAnswer.Json(w => w.WriteString("QueueUrl", Url(call, name)), call.Dialect);
    }

    private WireAnswer Send(WireCall call)
    {
        var body = call.Text("MessageBody") is { Length: > 0 } text ? text
            : throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
        var message = Queue(call).Send(body, TimeSpan.FromSeconds(call.Size("DelaySeconds", 0, 900, 0)));
        return WireAnswer.Json(
            w =>
            {
                w.WriteString("MessageId", message.Id);
                w.WriteString("MD5OfMessageBody", message.BodyDigest);
            },
            call.Dialect);
    }

    private async Task<WireAnswer> ReceiveAsync(WireCall call, CancellationToken cancellationToken)
    {
        var queue = Queue(call);
        var (most, hidden) =
            (call.Size("MaxNumberOfMessages", 1, 10, 1), TimeSpan.FromSeconds(call.Size("VisibilityTimeout", 0, 43_200, 30)));
        var patience = TimeSpan.FromSeconds(call.Size("WaitTimeSeconds", 0, 20, 0));
        var since = _time.GetTimestamp();
        var messages = queue.Receive(most, hidden);
        while (messages.Count == 0 && _time.GetElapsedTime(since) < patience)
        {
            await Task.Delay(Glance, _time, cancellationToken);
            messages = queue.Receive(most, hidden);
        }

        var withAttributes = call.Json.Has("AttributeNames") || call.Json.Has("MessageSystemAttributeNames");
        return WireAnswer.Json(
            w =>
            {
                if (messages.Count == 0) return;
                w.WriteStartArray("Messages");
                foreach (var message in messages) message.Write(w, withAttributes);
                w.WriteEndArray();
            },
            call.Dialect);
    }

    private WireAnswer Delete(WireCall call)
    {
        Queue(call).Delete(call.Text("ReceiptHandle") ?? "");
        return WireAnswer.Json(_ => { }, call.Dialect);
    }

    private WireAnswer DeleteBatch(WireCall call)
    {
        var queue = Queue(call);
        var entries = call.Json.List("Entries").Where(e => e.ValueKind == JsonValueKind.Object).Select(e => new JsonInput(e)).ToList();
        if (entries.Count == 0)
            throw new AwsError(
            "com.amazonaws.sqs#EmptyBatchRequest", "There should be at least one DeleteMessageBatchRequestEntry in the request.");
        if (entries.Count > 10)
            throw new AwsError("com.amazonaws.sqs#TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10.");
        var done = entries.ToLookup(e => queue.Delete(e.Text("ReceiptHandle") ?? ""), e => e.Text("Id") ?? "");
        return WireAnswer.Json(
            w =>
            {
                w.WriteStartArray("Successful");
                foreach (var id in done[true]) Result(w, id, failed: false);
                w.WriteEndArray();
                w.WriteStartArray("Failed");
                foreach (var id in done[false]) Result(w, id, failed: true);
                w.WriteEndArray();
            },
            call.Dialect);
    }

    private static void Result(Utf8JsonWriter w, string id, bool failed)
    {
        w.WriteStartObject();
        w.WriteString("Id", id);
        if (failed)
        {
            w.WriteString("Code", "ReceiptHandleIsInvalid");
            w.WriteBoolean("SenderFault", true);
            w.WriteString("Message", "The input receipt handle is invalid.");
        }

        w.WriteEndObject();
    }

    private QueueMessages Queue(WireCall call) =>
        Uri.TryCreate(call.Text("QueueUrl"), UriKind.Absolute, out var url) && url.AbsolutePath.Split('/') is [_, var account, var name]
            && _queues.Find(account, call.Region, name) is { } queue
            ? account == call.Principal!.AccountId ? queue : throw AwsError.AccessDenied(call.Dialect, "Access to the resource is denied.")
            : throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");

    private static string Url(WireCall call, string name) => $"http://{call.Http.Host}/{call.Principal!.AccountId}/{name}";
}
