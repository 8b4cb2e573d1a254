namespace FusionPortal.Core.Abstractions;

/// <summary>Who made a resource, as CloudTrail tells.</summary>
/// <param name="Arn">The creator's ARN, for example <c>arn:aws:iam::111122223333:user/ana</c> or
/// <c>arn:aws:iam::111122223333:root</c>.</param>
/// <param name="Name">User name or role session name, for people.</param>
/// <param name="IsRoot">Made by a person with the account's root user; not by AWS in its name, nor by central root access.</param>
/// <param name="Event">For example CreateBucket.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="By">What kind of somebody that is.</param>
public sealed record CreatorFact(
    string Arn, string Name, bool IsRoot, string Event, DateTimeOffset At, CreatorKind By = CreatorKind.Unknown);

/// <summary>Looks up who made a resource. CloudTrail answers two calls a second per account and region, and remembers 90 days.</summary>
public interface ICreatorSource
{
    /// <returns>Null where CloudTrail knows nothing of its making.</returns>
    /// <exception cref="TargetFailedException">CloudTrail did not answer; nothing is known.</exception>
    Task<CreatorFact?> FindCreatorAsync(
        string accountId, string region, string arn, string kind, ICallMeter meter, CancellationToken cancellationToken);
}
