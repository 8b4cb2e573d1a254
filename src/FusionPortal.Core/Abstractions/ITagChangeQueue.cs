namespace FusionPortal.Core.Abstractions;

/// <summary>A tag change that EventBridge reported (<c>source: aws.tag</c>). Best effort: it may be late, twice, or never come.</summary>
/// <param name="Receipt">Given back to <see cref="ITagChangeQueue.DoneAsync"/> when dealt with.</param>
/// <param name="Arns">The resources it names; empty where the message could not be understood.</param>
public sealed record TagChange(string Receipt, string AccountId, string Region, IReadOnlyList<string> Arns, DateTimeOffset At);

/// <summary>The SQS queue that EventBridge puts tag changes into.</summary>
public interface ITagChangeQueue
{
    /// <summary>False where no queue is configured: then there is nothing to receive.</summary>
    bool IsConfigured { get; }

    /// <summary>Waits up to 20 seconds for up to ten messages. A message that is not dealt with comes again.</summary>
    /// <exception cref="TargetFailedException">The queue cannot be read.</exception>
    Task<IReadOnlyList<TagChange>> ReceiveAsync(ICallMeter meter, CancellationToken cancellationToken);

    /// <summary>Takes dealt-with messages off the queue.</summary>
    /// <exception cref="TargetFailedException">The queue cannot be written.</exception>
    Task DoneAsync(IReadOnlyList<TagChange> changes, ICallMeter meter, CancellationToken cancellationToken);
}
