namespace FusionPortal.Simulator.Estate.Facts;

/// <summary>What a service's list answers beyond name and tags.</summary>
public abstract record ResourceFacts;

/// <param name="State">running, stopped ...</param>
/// <param name="Type">For example t3.large.</param>
/// <param name="Zone">For example us-east-1a.</param>
public sealed record InstanceFacts(string State, string Type, string Zone) : ResourceFacts
{
    /// <summary>Ids of the security groups.</summary>
    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    public string? VpcId { get; init; }

    public string? SubnetId { get; init; }

    /// <summary>The AWS service that manages it, for example eks.amazonaws.com; null for one of the account's own.</summary>
    public string? Operator { get; init; }
}

/// <param name="Zone">For example us-east-1a.</param>
/// <param name="GiB">Size.</param>
public sealed record VolumeFacts(string Zone, int GiB) : ResourceFacts
{
    /// <summary>What it is attached to; null for a volume that is free.</summary>
    public string? InstanceId { get; init; }

    public bool Encrypted { get; init; } = true;
}

/// <summary>Of VPCs, subnets, route tables and internet gateways.</summary>
/// <param name="VpcId">The VPC it is, or belongs to.</param>
public sealed record NetworkFacts(string VpcId) : ResourceFacts
{
    public string? Cidr { get; init; }

    public string? Zone { get; init; }

    /// <summary>Of a VPC: its range of IPv6; null for none.</summary>
    public string? Ipv6Cidr { get; init; }

    /// <summary>Of a VPC: default or dedicated.</summary>
    public string Tenancy { get; init; } = "default";

    /// <summary>Of a VPC: whether instances with public addresses get names.</summary>
    public bool DnsHostnames { get; init; } = true;

    /// <summary>Of a VPC: whether names are resolved in it.</summary>
    public bool DnsSupport { get; init; } = true;

    /// <summary>Of a VPC and of its subnets: that AWS made it with the region.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Of a route table: where 0.0.0.0/0 goes; null where it goes nowhere.</summary>
    public string? DefaultGateway { get; init; }

    /// <summary>Of a route table: ids of its subnets.</summary>
    public IReadOnlyList<string> Subnets { get; init; } = [];
}

/// <summary>One rule of a security group.</summary>
/// <param name="Protocol">tcp, udp, icmp or -1 for all.</param>
/// <param name="FromPort">Null where the protocol has no ports.</param>
/// <param name="ToPort">Null where the protocol has no ports.</param>
/// <param name="Cidr">Null for a rule that names a group.</param>
/// <param name="Description">What it says it is for; null for none.</param>
/// <param name="GroupId">Null for a rule that names addresses.</param>
public sealed record RuleFacts(string Protocol, int? FromPort, int? ToPort, string? Cidr, string? Description, string? GroupId = null);

/// <param name="GroupName">Not its Name tag.</param>
/// <param name="Description">Every group has one.</param>
/// <param name="VpcId">Where it is.</param>
/// <param name="Inbound">What may come in.</param>
public sealed record SecurityGroupFacts(string GroupName, string Description, string VpcId, IReadOnlyList<RuleFacts> Inbound)
    : ResourceFacts;

/// <param name="KeyName">Not its Name tag.</param>
public sealed record KeyPairFacts(string KeyName) : ResourceFacts;

/// <param name="PublicIp">For example 203.0.113.7.</param>
/// <param name="InstanceId">What it is bound to; null for one that is free.</param>
public sealed record AddressFacts(string PublicIp, string? InstanceId) : ResourceFacts
{
    /// <summary>The AWS service that manages it, for example alb; null for one of the account's own.</summary>
    public string? ServiceManaged { get; init; }
}

/// <param name="Engine">For example sqlserver-web.</param>
/// <param name="EngineVersion">For example 15.00.4415.2.v1.</param>
/// <param name="Zone">For example us-east-1a.</param>
public sealed record DatabaseFacts(string Engine, string EngineVersion, string Zone) : ResourceFacts
{
    public string Class { get; init; } = "db.m5.large";

    public string Status { get; init; } = "available";

    public bool PubliclyAccessible { get; init; }

    /// <summary>The VPC of its subnet group; null where the list does not tell.</summary>
    public string? VpcId { get; init; }

    public bool MultiAz { get; init; }

    /// <summary>The DB cluster it is a member of: Aurora's, or a Multi-AZ DB cluster; null for an instance of its own.</summary>
    public string? Cluster { get; init; }

    public bool Encrypted { get; init; } = true;
}

/// <param name="HostInstanceType">For example mq.m5.large.</param>
public sealed record BrokerFacts(string HostInstanceType) : ResourceFacts
{
    public string Engine { get; init; } = "RabbitMQ";

    public string DeploymentMode { get; init; } = "SINGLE_INSTANCE";

    public string State { get; init; } = "RUNNING";
}

/// <summary>Of a hosted zone.</summary>
/// <param name="Name">For example fusionpos.com.</param>
public sealed record ZoneFacts(string Name) : ResourceFacts
{
    public bool IsPrivate { get; init; }

    /// <summary>The AWS service that keeps it, for example servicediscovery.amazonaws.com; null for one of the account's own.</summary>
    public string? LinkedService { get; init; }

    /// <summary>In any order.</summary>
    public IReadOnlyList<RecordFacts> Records { get; init; } = [];
}

/// <summary>One record set of a zone.</summary>
/// <param name="Name">Whole, without the dot at its end; * is written \052.</param>
/// <param name="Type">For example A.</param>
/// <param name="Values">None for an alias.</param>
public sealed record RecordFacts(string Name, string Type, params IReadOnlyList<string> Values)
{
    /// <summary>What an alias stands for; null for another record.</summary>
    public string? Alias { get; init; }

    /// <summary>What tells record sets of one name and type apart; null where there is one.</summary>
    public string? Identifier { get; init; }
}

/// <summary>S3's four switches against public access.</summary>
public sealed record PublicAccessBlock(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    public static PublicAccessBlock Off { get; } = new(false, false, false, false);

    public static PublicAccessBlock On { get; } = new(true, true, true, true);
}

public sealed record BucketFacts : ResourceFacts
{
    /// <summary>Null for a bucket that has no such configuration at all, which S3 answers with an error.</summary>
    public PublicAccessBlock? PublicAccessBlock { get; init; }

    /// <summary>JSON text; null for none, which S3 answers with an error.</summary>
    public string? Policy { get; init; }

    /// <summary>Keys of the objects, in ordinal order.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];
}

/// <summary>Of IAM users and roles.</summary>
public sealed record IdentityFacts : ResourceFacts
{
    /// <summary>Policies of its own: name and JSON text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> InlinePolicies { get; init; } = [];

    /// <summary>ARNs of managed policies.</summary>
    public IReadOnlyList<string> ManagedPolicies { get; init; } = [];

    /// <summary>Of a user.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Of a user: whether it has a password for the console.</summary>
    public bool HasConsolePassword { get; init; }

    /// <summary>Of a user: how many active access keys, 0 to 2.</summary>
    public int AccessKeys { get; init; } = 1;

    /// <summary>Of a user: how many days ago its active keys were made.</summary>
    public int KeyAgeDays { get; init; } = 40;

    /// <summary>Of a user with a password: whether it has a second factor.</summary>
    public bool HasMfa { get; init; } = true;

    /// <summary>Of a role: JSON text of who may assume it.</summary>
    public string? TrustPolicy { get; init; }
}
