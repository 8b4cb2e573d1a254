using FusionPortal.Conventions;

namespace FusionPortal.Core.Scans;

/// <summary>The unit a scan answers for: one service of one account in one region.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">For example us-east-1; <see cref="Global"/> for services that answer for the whole account at once.</param>
/// <param name="Service">One of <see cref="ITargetReader.Services"/>, for example <c>ec2</c>, or <see cref="Tagging"/>.</param>
public sealed record ScanTarget(string AccountId, string Region, string Service)
{
    /// <summary>Stands for the region of services that have none: IAM, and S3, whose list of buckets spans all regions.</summary>
    public const string Global = "global";

    /// <summary>The Resource Groups Tagging API: tags of everything tagged, existence of nothing else.</summary>
    public const string Tagging = "tagging";
}

/// <summary>One service as the reader covers it.</summary>
/// <param name="Service">As in <see cref="ScanTarget.Service"/>.</param>
/// <param name="Label">For people: EC2, S3, Tags.</param>
/// <param name="IsGlobal">One target per account, in region <see cref="ScanTarget.Global"/>, instead of one per account and region.</param>
/// <param name="Kinds">The kinds of resource it lists wholly, never-tagged ones included; none for the tagging API.</param>
public sealed record ServiceReach(string Service, string Label, bool IsGlobal, IReadOnlySet<string> Kinds);

/// <summary>An account as AWS Organizations lists it.</summary>
/// <param name="State">As AWS tells it, for example ACTIVE, SUSPENDED or CLOSED; UNKNOWN where it told none.</param>
public sealed record DiscoveredAccount(string AccountId, string Name, string State, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>False where AWS refused to give the tags: then <see cref="Tags"/> is empty and says nothing.</summary>
    public bool TagsKnown { get; init; } = true;
}

/// <summary>One page of observations, in the order AWS sent them.</summary>
/// <param name="Observations">May be empty: AWS sends empty pages with a token.</param>
public sealed record ObservationPage(IReadOnlyList<Observation> Observations)
{
    /// <summary>
    /// True on the first page after the reader had to begin the target again (its pagination token expired): every earlier page
    /// of this reading is void and must be dropped before this one is taken, or what disappeared meanwhile would seem to be there still.
    /// </summary>
    public bool VoidsEarlierPages { get; init; }

    /// <summary>
    /// What AWS refused to tell of resources that it did list, in words fit for the coverage page; null for nothing. The target counts as
    /// seen
    /// whole, and the facts that were refused are absent, so that nothing can be concluded from them.
    /// </summary>
    public string? Refused { get; init; }
}

/// <summary>Counts AWS calls while they happen, for progress and for coverage. Thread-safe.</summary>
public interface ICallMeter
{
    /// <summary>One HTTP request that reached AWS, retries included.</summary>
    void Called(string api);

    /// <summary>One answer that said to slow down.</summary>
    void Throttled(string api);
}

/// <summary>Lists the accounts to scan. Implemented over AWS Organizations by FusionPortal.Aws.</summary>
public interface IAccountDirectory
{
    /// <summary>Every account of the organization, suspended and closed ones included; never none, since whoever asks is in one.</summary>
    /// <exception cref="TargetFailedException">The list was not obtained; nothing is known of accounts that are not known
    /// already.</exception>
    Task<IReadOnlyList<DiscoveredAccount>> ListAccountsAsync(ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>Reads one target, page by page. Implemented by FusionPortal.Aws.</summary>
public interface ITargetReader
{
    /// <summary>
    /// The services this reader covers: the tagging API, and one family of list calls per service. A listed observation whose list call
    /// carries no tags says so (<see cref="Observation.TagsKnown"/> is false); its tags are then those of the tagging API.
    /// </summary>
    IReadOnlyList<ServiceReach> Services { get; }

    /// <summary>
    /// Streams every page of the target. Completing normally means the whole target was seen.
    /// </summary>
    /// <exception cref="TargetFailedException">The target was not seen whole; nothing may be concluded from the pages given so
    /// far.</exception>
    IAsyncEnumerable<ObservationPage> ReadAsync(ScanTarget target, ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>Tells which regions an account may use, for configurations that name none.</summary>
public interface IRegionDirectory
{
    /// <summary>Names of the regions switched on for the account, in ordinal order.</summary>
    /// <exception cref="TargetFailedException">They were not obtained.</exception>
    Task<IReadOnlyList<string>> ListRegionsAsync(string accountId, ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>
/// Keeps to AWS's rates across all portal processes: one budget for each account × region × API. AWS counts calls against the account
/// that is read, so budgets of different accounts are independent.
/// </summary>
public interface ICallBudget
{
    /// <summary>Waits until one more call fits the budget, and takes it.</summary>
    /// <param name="budget">For example <c>111122223333/us-east-1/tagging:GetResources</c>; at most 200 characters.</param>
    /// <param name="perSecond">The lasting rate, above 0.</param>
    /// <param name="burst">How many calls may follow each other at once after a rest; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait; the call counts as taken.</param>
    Task WaitAsync(string budget, double perSecond, int burst, CancellationToken cancellationToken);
}

/// <summary>Reads the tags of named resources again, without a scan.</summary>
public interface ITagReader
{
    /// <summary>The most ARNs one reading takes; AWS's own limit.</summary>
    const int MaxArns = 100;

    /// <param name="accountId">Twelve digits.</param>
    /// <param name="region">Where the resources are; buckets answer in their own region.</param>
    /// <param name="arns">1 to <see cref="MaxArns"/>.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Observations of those AWS answered for, secrets in tags withheld. What is missing never had a tag, or is gone: nothing
    /// follows from it.</returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<IReadOnlyList<Observation>> ReadTagsAsync(
        string accountId, string region, IReadOnlyList<string> arns, ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>Reads one bucket's facts: public-access block, policy, whether it has the <c>pub/</c> folder.</summary>
public interface IBucketFactReader
{
    /// <param name="accountId">The account that owns the bucket.</param>
    /// <param name="region">The bucket's region.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A JSON object with <c>publicAccessBlock</c> and <c>policy</c>; a member AWS denied is absent and named in <c>denied</c>.
    /// Null where the bucket is gone.</returns>
    /// <exception cref="TargetFailedException">Nothing was obtained.</exception>
    Task<System.Text.Json.JsonElement?> ReadBucketAsync(
        string accountId, string region, string bucket, ICallMeter meter, CancellationToken cancellationToken);
}

/// <summary>What kind of somebody made a resource.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<MakerKind>))]
public enum MakerKind
{
    /// <summary>CloudTrail names an identity whose kind it does not tell, or one nobody knows here.</summary>
    Unknown,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>A session of a role.</summary>
    Session,

    /// <summary>A person of IAM Identity Center, by a permission set or by an application.</summary>
    IdentityCenterUser,

    /// <summary>Somebody another identity provider vouches for: federation by token, SAML or OpenID Connect.</summary>
    Federated,

    /// <summary>A person signed in as the account's root user, or with its keys.</summary>
    Root,

    /// <summary>A short root session of a member account that the organization's administrators took (sts:AssumeRoot).</summary>
    CentralRoot,

    /// <summary>An AWS service, by itself or on somebody's behalf.</summary>
    Service,

    /// <summary>An AWS service in the role that is linked to it.</summary>
    ServiceLinkedRole,

    /// <summary>Another AWS account.</summary>
    OtherAccount,
}

/// <summary>Who made a resource, as CloudTrail tells.</summary>
/// <param name="Arn">The maker's ARN, for example <c>arn:aws:iam::111122223333:user/ana</c> or
/// <c>arn:aws:iam::111122223333:root</c>.</param>
/// <param name="Name">User name or role session name, for people.</param>
/// <param name="IsRoot">Made by a person with the account's root user; not by AWS in its name, nor by central root access.</param>
/// <param name="Event">For example CreateBucket.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="By">What kind of somebody that is.</param>
public sealed record CreatorFact(string Arn, string Name, bool IsRoot, string Event, DateTimeOffset At, MakerKind By = MakerKind.Unknown);

/// <summary>Looks up who made a resource. CloudTrail answers two calls a second per account and region, and remembers 90 days.</summary>
public interface ICreatorSource
{
    /// <returns>Null where CloudTrail knows nothing of its making.</returns>
    /// <exception cref="TargetFailedException">CloudTrail did not answer; nothing is known.</exception>
    Task<CreatorFact?> FindCreatorAsync(
        string accountId, string region, string arn, string kind, ICallMeter meter, CancellationToken cancellationToken);
}

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

/// <summary>Why a target is not covered.</summary>
public enum TargetFailure
{
    /// <summary>AWS refused the role or the call.</summary>
    Denied,

    /// <summary>Throttled until patience ran out.</summary>
    Throttled,

    /// <summary>The region is disabled for the account, or the service is not offered there.</summary>
    NotSupported,

    /// <summary>Credentials or the pagination token expired and a fresh start did not help.</summary>
    Expired,

    /// <summary>Network, malformed answer, server error after retries.</summary>
    Failed,

    /// <summary>Not read, because somebody paused scanning of the account.</summary>
    Paused,
}

/// <summary>A target ended without having been seen whole. The message is fit for the coverage page; it holds no credential.</summary>
public sealed class TargetFailedException(TargetFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public TargetFailure Failure { get; } = failure;
}
