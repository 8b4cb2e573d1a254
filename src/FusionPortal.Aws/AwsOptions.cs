using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace FusionPortal.Aws;

/// <summary>How the portal reaches AWS: the configuration section <c>Aws</c>. It names roles and never holds a credential.</summary>
public sealed class AwsOptions
{
    public const string Section = "Aws";

    /// <summary>The regions to scan in every account, for example us-east-1. The first is also where sessions are requested.</summary>
    public IReadOnlyList<string> Regions { get; set; } = [];

    /// <summary>True to scan every region that is switched on for an account instead of <see cref="Regions"/>.</summary>
    public bool DiscoverRegions { get; set; }

    /// <summary>One address that answers for every service instead of AWS, for stand-ins; null for AWS itself.</summary>
    public Uri? EndpointUrl { get; set; }

    /// <summary>The role to assume for reading the organization; null to use the portal's own identity.</summary>
    public string? ManagementRoleArn { get; set; }

    /// <summary>The role to assume in each scanned account, 1 to 64 characters; null to scan only the portal's own account, as
    /// itself.</summary>
    public string? MemberRoleName { get; set; }

    /// <summary>
    /// True to read the account the portal itself runs in as the portal's own identity, without a role; its identity then needs what the
    /// scanner's role may. For the management account, which a StackSet gives no role. Never with root's credentials: those are refused in
    /// any case.
    /// </summary>
    public bool ReadOwnAccountAsSelf { get; set; }

    /// <summary>Handed over with every role assumption, 2 to 1,224 characters; null where the roles ask for none.</summary>
    public string? ExternalId { get; set; }

    /// <summary>A named profile of the standard AWS configuration files; null for the standard credential chain.</summary>
    public string? Profile { get; set; }

    /// <summary>How the portal's sessions show up in CloudTrail, 2 to 64 characters of <c>[A-Za-z0-9_+=,.@-]</c>.</summary>
    public string SessionName { get; set; } = "FusionPortal";

    /// <summary>How long an assumed session lasts, 15 minutes to 12 hours. AWS caps it at what the role allows.</summary>
    public TimeSpan SessionDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long one target may be put off by throttling, all waits together, before it counts as throttled.</summary>
    public TimeSpan ThrottlePatience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one call may take before it counts as failed and is repeated.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after a failed call; it doubles up to 20 seconds, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>GetResources calls per second, account and region. AWS allows 15 and adjusts it for nobody; only a stand-in may be asked
    /// faster.</summary>
    public int GetResourcesPerSecond { get; set; } = 15;

    /// <summary>Calls per second, account, region and API of everything else that lists. AWS publishes few of these rates; 10 is the lowest
    /// it does.</summary>
    public int ListCallsPerSecond { get; set; } = 5;

    /// <summary>The SQS queue that EventBridge puts tag changes into, as its URL; null where there is none. It is read as the portal
    /// itself.</summary>
    public Uri? TagEventsQueueUrl { get; set; }

    /// <summary>The queue's region; null to take it from the queue's URL, which holds it everywhere but at stand-ins.</summary>
    public string? TagEventsQueueRegion { get; set; }

    /// <summary>Where sessions are requested and, in the standard partition, nothing else.</summary>
    internal string HomeRegion => Regions.Count > 0 ? Regions[0] : "us-east-1";
}

/// <summary>Refuses to start on an <c>Aws</c> section that cannot work, naming the key.</summary>
internal sealed partial class AwsOptionsValidation : IValidateOptions<AwsOptions>
{
    public ValidateOptionsResult Validate(string? name, AwsOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AwsOptions o)
    {
        foreach (var name in o.Regions.Where(r => !Region().IsMatch(r)))
            yield return $"Aws:Regions: \"{name}\" is not a region's name, such as us-east-1.";
        if (o.Regions.Distinct(StringComparer.Ordinal).Count() != o.Regions.Count) yield return "Aws:Regions: a region is named twice.";
        if (o.Regions.Count == 0 && !o.DiscoverRegions
            && (o.MemberRoleName ?? o.ManagementRoleArn ?? o.EndpointUrl?.ToString()) is not null)
            yield return "Aws:Regions: name at least one region to scan, or set Aws:DiscoverRegions.";
        if (o.TagEventsQueueUrl is { } queue
            && (!queue.IsAbsoluteUri || queue.Scheme is not ("http" or "https") || queue.UserInfo.Length > 0))
            yield return "Aws:TagEventsQueueUrl: the http or https address of a queue is needed, without a user name.";
        if (o.TagEventsQueueRegion is { } region && !Region().IsMatch(region))
            yield return "Aws:TagEventsQueueRegion: not a region's name.";
        if (o.EndpointUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0))
            yield return "Aws:EndpointUrl: an http or https address without a user name is needed.";
        if (o.ManagementRoleArn is { } arn && !RoleArn().IsMatch(arn)) yield return "Aws:ManagementRoleArn: not the ARN of a role.";
        if (o.MemberRoleName is { } role && !RoleName().IsMatch(role))
            yield return "Aws:MemberRoleName: a role's name without its ARN or path is needed.";
        if (o.ExternalId is { } id && !ExternalId().IsMatch(id))
            yield return "Aws:ExternalId: 2 to 1,224 characters of A-Z a-z 0-9 _ + = , . @ : / - are needed.";
        if (!SessionName().IsMatch(o.SessionName))
            yield return "Aws:SessionName: 2 to 64 characters of A-Z a-z 0-9 _ + = , . @ - are needed.";
        if (o.SessionDuration < TimeSpan.FromMinutes(15) || o.SessionDuration > TimeSpan.FromHours(12))
            yield return "Aws:SessionDuration: between 15 minutes and 12 hours.";
        if (o.ThrottlePatience < TimeSpan.Zero || o.ThrottlePatience > TimeSpan.FromHours(12))
            yield return "Aws:ThrottlePatience: between 0 and 12 hours.";
        if (o.CallTimeout < TimeSpan.FromSeconds(1) || o.CallTimeout > TimeSpan.FromMinutes(5))
            yield return "Aws:CallTimeout: between 1 second and 5 minutes.";
        if (o.RetryDelay <= TimeSpan.Zero || o.RetryDelay > TimeSpan.FromSeconds(20))
            yield return "Aws:RetryDelay: above 0 and at most 20 seconds.";
        var most = o.EndpointUrl is null ? 15 : 10_000;
        if (o.GetResourcesPerSecond < 1 || o.GetResourcesPerSecond > most) yield return $"Aws:GetResourcesPerSecond: between 1 and {most}.";
        var mostLists = o.EndpointUrl is null ? 10 : 10_000;
        if (o.ListCallsPerSecond < 1 || o.ListCallsPerSecond > mostLists)
            yield return $"Aws:ListCallsPerSecond: between 1 and {mostLists}.";
    }

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}\z")]
    private static partial Regex Region();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]{1,512}\z")]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"^[\w+=,.@-]{1,64}\z")]
    private static partial Regex RoleName();

    [GeneratedRegex(@"^[\w+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalId();

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}\z")]
    private static partial Regex SessionName();
}
