using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FusionPortal.Simulator.Services.Sqs;

/// <summary>One message, and until when nobody else is given it.</summary>
internal sealed class QueueMessage(string body, DateTimeOffset sent)
{
    public string Id { get; } = Guid.CreateVersion7().ToString();

    /// <summary>What SQS calls the digest of a body, and its clients check.</summary>
    public string BodyDigest { get; } = Digest(body);

    public string Receipt { get; set; } = "";

    public int Received { get; set; }

    public DateTimeOffset HiddenUntil { get; set; }

    public void Write(Utf8JsonWriter w, bool withAttributes)
    {
        w.WriteStartObject();
        w.WriteString("MessageId", Id);
        w.WriteString("ReceiptHandle", Receipt);
        w.WriteString("MD5OfBody", BodyDigest);
        w.WriteString("Body", body);
        if (withAttributes)
        {
            w.WriteStartObject("Attributes");
            w.WriteString("SentTimestamp", sent.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
            w.WriteString("ApproximateReceiveCount", Received.ToString(CultureInfo.InvariantCulture));
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

#pragma warning disable CA5351 // The protocol asks for MD5; nothing is protected by it.
    private static string Digest(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351
}

/// <summary>The messages of one queue, oldest first. Thread-safe.</summary>
internal sealed class QueueMessages(Func<DateTimeOffset> now)
{
    private readonly Lock _gate = new();
    private readonly List<QueueMessage> _messages = [];

    public QueueMessage Send(string body, TimeSpan delay)
    {
        var message = new QueueMessage(body, now()) { HiddenUntil = now() + delay };
        lock (_gate) _messages.Add(message);
        return message;
    }

    /// <summary>Gives out what nobody has, and hides it for a while: who does not delete a message in time sees it again.</summary>
    public IReadOnlyList<QueueMessage> Receive(int most, TimeSpan hidden)
    {
        lock (_gate)
        {
            var taken = _messages.Where(m => m.HiddenUntil <= now()).Take(most).ToList();
            foreach (var message in taken) (message.Receipt, message.Received, message.HiddenUntil) =
                (RandomNumberGenerator.GetHexString(32), message.Received + 1, now() + hidden);
            return taken;
        }
    }

    /// <returns>Whether the receipt was of a message; the latest receipt counts.</returns>
    public bool Delete(string receipt)
    {
        lock (_gate) return receipt.Length > 0 && _messages.RemoveAll(m => m.Receipt == receipt) > 0;
    }
}
