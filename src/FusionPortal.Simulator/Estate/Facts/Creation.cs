namespace FusionPortal.Simulator.Estate.Facts;

/// <summary>Who made a resource, as CloudTrail remembers it.</summary>
/// <param name="UserName">The user, or the session of the role, that made it; null for the account's root user.</param>
/// <param name="EventName">For example CreateBucket.</param>
/// <param name="DaysAgo">Before the moment CloudTrail is asked; it forgets after 90.</param>
public sealed record Creation(string? UserName, string EventName, int DaysAgo)
{
    public bool ByRoot => UserName is null && Identity is null;

    /// <summary>The name of the role where a session of one made it.</summary>
    public string? Role { get; init; }

    /// <summary>Another identity than a user, a session or root: CloudTrail's <c>userIdentity</c> as JSON, in which ACCOUNT stands for the
    /// account's id.</summary>
    public string? Identity { get; init; }

    /// <summary>CloudTrail's <c>eventType</c>: AwsApiCall, or AwsServiceEvent for what a service did by itself.</summary>
    public string EventType { get; init; } = "AwsApiCall";

    /// <summary>AWS in the account's name, without anybody at a keyboard.</summary>
    public static Creation ByAwsForRoot(string eventName, int daysAgo) => new(null, eventName, daysAgo)
    {
        Identity =
            """
            {"type":"Root","principalId":"ACCOUNT","arn":"arn:aws:iam::ACCOUNT:root","accountId":"ACCOUNT",
            "invokedBy":"cloudformation.amazonaws.com"}
            """,
    };

    /// <summary>A root session of a member account that the organization's administrators took by sts:AssumeRoot.</summary>
    public static Creation ByCentralRoot(string eventName, int daysAgo) => new(null, eventName, daysAgo)
    {
        Identity =
            """{"type":"Root","principalId":"ACCOUNT","arn":"arn:aws:iam::ACCOUNT:root","accountId":"ACCOUNT","sessionContext":"""
                + """{"assumedRoot":"true","attributes":{"mfaAuthenticated":"false"}}}""",
    };

    /// <summary>A service in the role that is linked to it.</summary>
    public static Creation ByServiceLinkedRole(string eventName, int daysAgo) => new(null, eventName, daysAgo)
    {
        Identity =
            """
            {"type":"AssumedRole","arn":"arn:aws:sts::ACCOUNT:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling","accountId":"ACCOUNT",
            "sessionContext":{"sessionIssuer":{"type":"Role","userName":"AWSServiceRoleForAutoScaling",
            "arn":"arn:aws:iam::ACCOUNT:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"}},
            "invokedBy":"autoscaling.amazonaws.com"}
            """,
    };

    /// <summary>A person of IAM Identity Center, through an application and without a role.</summary>
    public static Creation ByIdentityCenter(string userId, string eventName, int daysAgo) => new(null, eventName, daysAgo)
    {
        Identity =
            """
            {"type":"IdentityCenterUser","accountId":"ACCOUNT","onBehalfOf":{"userId":"USER",
            "identityStoreArn":"arn:aws:identitystore::ACCOUNT:identitystore/d-1234567890"}}
            """.Replace("USER", userId, StringComparison.Ordinal),
    };
}
