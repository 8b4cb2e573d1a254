using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using FusionPortal.Aws.Access;
using FusionPortal.Aws.Calls;
using FusionPortal.Conventions;
using FusionPortal.Core.Abstractions;
using Kinds = FusionPortal.Conventions.Kinds;

namespace FusionPortal.Aws.Services;

/// <summary>
/// EC2 and its network: nine list calls with the largest pages AWS gives, all with tags. What belongs to another account and is only
/// shared with this one is left to its owner's target.
/// </summary>
internal sealed class Ec2Lister : IServiceLister
{
    public ServiceReach Reach { get; } = new("ec2", "EC2", IsGlobal: false, new HashSet<string>
    {
        // EC2's package has types of the same names.
        Kinds.Ec2Instance.Kind, Kinds.EbsVolume.Kind, Kinds.Vpc.Kind, Kinds.Subnet.Kind, Kinds.RouteTable.Kind,
        Kinds.InternetGateway.Kind, Kinds.SecurityGroup.Kind, Kinds.ElasticIp.Kind, Kinds.KeyPair.Kind,
    });

    public IReadOnlyList<string> Actions { get; } =
    [
        "ec2:DescribeInstances", "ec2:DescribeVolumes", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeRouteTables",
        "ec2:DescribeInternetGateways", "ec2:DescribeSecurityGroups", "ec2:DescribeAddresses", "ec2:DescribeKeyPairs",
    ];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken)
    {
        var routes = new PublicRoutes();
        return listing.ReadAsync(
        [
            Call("ec2:DescribeInstances", async (c, token, ct) =>
            {
                var answer = await c.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = 1000, NextToken = token }, ct);
                return new([.. (answer.Reservations ?? []).Where(r => IsOwn(r.OwnerId)).SelectMany(r => r.Instances ?? [])
                    .Where(i => i.State?.Name != InstanceStateName.Terminated).Select(Instance)], answer.NextToken);
            }),
            Call("ec2:DescribeVolumes", async (c, token, ct) =>
            {
                var answer = await c.DescribeVolumesAsync(new DescribeVolumesRequest { MaxResults = 1000, NextToken = token }, ct);
                return new([.. (answer.Volumes ?? []).Select(Volume)], answer.NextToken);
            }),
            Call("ec2:DescribeVpcs", async (c, token, ct) =>
            {
                var answer = await c.DescribeVpcsAsync(new DescribeVpcsRequest { MaxResults = 1000, NextToken = token }, ct);
                return new([.. (answer.Vpcs ?? []).Where(v => IsOwn(v.OwnerId)).Select(Vpc)], answer.NextToken);
            }),
            // Before subnets, because only routes tell whether a subnet is public.
            Call("ec2:DescribeRouteTables", async (c, token, ct) =>
            {
                if (token is null) routes.Clear();
                var answer = await c.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { MaxResults = 100, NextToken = token }, ct);
                foreach (var table in answer.RouteTables ?? []) routes.Add(table);
                return new([.. (answer.RouteTables ?? []).Where(t => IsOwn(t.OwnerId)).Select(RouteTable)], answer.NextToken);
            }),
            Call("ec2:DescribeSubnets", async (c, token, ct) =>
            {
                var answer = await c.DescribeSubnetsAsync(new DescribeSubnetsRequest { MaxResults = 1000, NextToken = token }, ct);
                return new([.. (answer.Subnets ?? []).Where(s => IsOwn(s.OwnerId)).Select(Subnet)], answer.NextToken);
            }),
            Call("ec2:DescribeInternetGateways", async (c, token, ct) =>
            {
                var answer =
                    await c.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { MaxResults = 1000, NextToken = token }, ct);
                return new([.. (answer.InternetGateways ?? []).Where(g => IsOwn(g.OwnerId)).Select(Gateway)], answer.NextToken);
            }),
            Call("ec2:DescribeSecurityGroups", async (c, token, ct) =>
            {
                var answer =
                    await c.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { MaxResults = 1000, NextToken = token }, ct);
                return new([.. (answer.SecurityGroups ?? []).Where(g => IsOwn(g.OwnerId)).Select(SecurityGroup)], answer.NextToken);
            }),
            // These two are not paginated.
            Call("ec2:DescribeAddresses", async (c, _, ct) =>
                new([.. ((await c.DescribeAddressesAsync(new DescribeAddressesRequest(), ct)).Addresses ?? [])
                    .Where(a => a.AllocationId is not null).Select(Address)], null)),
            Call("ec2:DescribeKeyPairs", async (c, _, ct) =>
                new([.. ((await c.DescribeKeyPairsAsync(new DescribeKeyPairsRequest(), ct)).KeyPairs ?? []).Select(KeyPair)], null)),
        ], cancellationToken);

        ListCall Call(string api, Func<AmazonEC2Client, string?, CancellationToken, Task<ListedPage>> ask) => new(api, (token, ct) =>
            listing.Calls.CallAsync(
                api, credentials => Client(listing.Calls.Clients, credentials, listing.Region, listing.Calls.Meter), c =>
                ask(c, token, ct), ct));

        // Stand-ins sometimes name no owner.
        bool IsOwn(string? ownerId) => string.IsNullOrEmpty(ownerId) || ownerId == listing.AccountId;

        Observation Of(string resource, List<Tag>? tags, object facts) =>
            listing.Tagged(listing.Arn("ec2", resource), (tags ?? []).Select(t => ((string?)t.Key, (string?)t.Value)), facts);

        Observation Instance(Instance i) => Of($"instance/{i.InstanceId}", i.Tags, new
        {
            state = i.State?.Name?.Value,
            instanceType = i.InstanceType?.Value,
            availabilityZone = i.Placement?.AvailabilityZone,
            vpcId = Given(i.VpcId),
            subnetId = Given(i.SubnetId),
            publicIp = Given(i.PublicIpAddress),
            keyName = Given(i.KeyName),
            securityGroups = (i.SecurityGroups ?? []).Select(g => g.GroupId).Order(StringComparer.Ordinal),
            launchedAt = Instants.Text(i.LaunchTime),
            awsOwn = i.Operator?.Managed == true ? $"managed by {Given(i.Operator.Principal) ?? "an AWS service"}" : null,
        });

        Observation Volume(Volume v) => Of($"volume/{v.VolumeId}", v.Tags, new
        {
            state = v.State?.Value,
            sizeGiB = v.Size,
            volumeType = v.VolumeType?.Value,
            encrypted = v.Encrypted,
            availabilityZone = v.AvailabilityZone,
            instanceId = v.Attachments is [{ } first, ..] ? Given(first.InstanceId) : null,
        });

        Observation Vpc(Vpc v) => Of($"vpc/{v.VpcId}", v.Tags, new
        {
            cidr = v.CidrBlock,
            // What is taken away stays in the list for a while, with its state.
            cidrs = (v.CidrBlockAssociationSet ?? []).Where(a => IsThere(a.CidrBlockState?.State?.Value)).Select(a => a.CidrBlock)
                .Order(StringComparer.Ordinal),
            ipv6Cidrs = (v.Ipv6CidrBlockAssociationSet ?? []).Where(a => IsThere(a.Ipv6CidrBlockState?.State?.Value))
                .Select(a => a.Ipv6CidrBlock).Order(StringComparer.Ordinal),
            tenancy = v.InstanceTenancy?.Value,
            isDefault = v.IsDefault,
        });

        Observation RouteTable(RouteTable t) => Of($"route-table/{t.RouteTableId}", t.Tags, new
        {
            vpcId = t.VpcId,
            isMain = (t.Associations ?? []).Any(a => a.Main == true),
            @public = PublicRoutes.LeadsOut(t),
            subnetIds = (t.Associations ?? []).Select(a => Given(a.SubnetId)).OfType<string>().Order(StringComparer.Ordinal),
        });

        Observation Subnet(Subnet s) => Of($"subnet/{s.SubnetId}", s.Tags, new
        {
            cidr = s.CidrBlock,
            availabilityZone = s.AvailabilityZone,
            vpcId = s.VpcId,
            @public = routes.Reach(s.SubnetId, s.VpcId),
            assignsPublicIp = s.MapPublicIpOnLaunch,
            // False is what nearly every subnet is, and is left out.
            defaultForAz = s.DefaultForAz == true ? true : (bool?)null,
        });

        Observation Gateway(InternetGateway g) => Of($"internet-gateway/{g.InternetGatewayId}", g.Tags, new
        {
            vpcId = g.Attachments is [{ } first, ..] ? Given(first.VpcId) : null,
        });

        Observation SecurityGroup(SecurityGroup g) => Of($"security-group/{g.GroupId}", g.Tags, new
        {
            groupName = g.GroupName,
            vpcId = Given(g.VpcId),
            description = Given(g.Description),
            rules = SecurityGroupRules.Of(g.IpPermissions),
        });

        Observation Address(Address a) => Of($"elastic-ip/{a.AllocationId}", a.Tags, new
        {
            publicIp = a.PublicIp,
            instanceId = Given(a.InstanceId),
            associationId = Given(a.AssociationId),
            awsOwn = Given(a.ServiceManaged?.Value) is { } service ? $"managed by {service}" : null,
        });

        Observation KeyPair(KeyPairInfo k) =>
            Of($"key-pair/{k.KeyPairId}", k.Tags,
            new { name = k.KeyName, type = k.KeyType?.Value, createdAt = Instants.Text(k.CreateTime) });
    }

    /// <summary>A client for one region.</summary>
    public static AmazonEC2Client Client(AwsClients clients, AWSCredentials credentials, string region, ICallMeter meter) =>
        new Metered(credentials, clients.Configure(new AmazonEC2Config(), region), meter);

    // Stand-ins sometimes tell no state.
    private static bool IsThere(string? state) => state is null or "associating" or "associated";

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Metered(AWSCredentials credentials, AmazonEC2Config config, ICallMeter meter)
        : AmazonEC2Client(credentials, config)
    {
        private readonly ICallMeter _meter = meter;

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            MeteredPipeline.Apply(pipeline, Config, _meter);
        }
    }

    /// <summary>Which subnets reach the internet directly: those whose route table, or else their VPC's main one, has a route to an
    /// internet gateway.</summary>
    private sealed class PublicRoutes
    {
        private readonly Dictionary<string, bool> _bySubnet = new(StringComparer.Ordinal);
        private readonly Dictionary<string, bool> _byVpc = new(StringComparer.Ordinal);

        public static bool LeadsOut(RouteTable table) =>
            (table.Routes ?? []).Any(r => r.GatewayId?.StartsWith("igw-", StringComparison.Ordinal) == true);

        public void Clear()
        {
            _bySubnet.Clear();
            _byVpc.Clear();
        }

        public void Add(RouteTable table)
        {
            var leadsOut = LeadsOut(table);
            foreach (var association in table.Associations ?? [])
            {
                if (Given(association.SubnetId) is { } subnet) _bySubnet[subnet] = leadsOut;
                if (association.Main == true) _byVpc[table.VpcId] = leadsOut;
            }
        }

        /// <returns>Null where no table was seen for it.</returns>
        public bool? Reach(string subnetId, string vpcId) =>
            _bySubnet.TryGetValue(subnetId, out var own) || _byVpc.TryGetValue(vpcId, out own) ? own : null;
    }

    /// <summary>What may come in, one entry per source, in an order that does not depend on AWS's.</summary>
    private static class SecurityGroupRules
    {
        public static IReadOnlyList<Rule> Of(IReadOnlyList<IpPermission>? permissions) =>
        [
            .. (permissions ?? []).SelectMany(p => Sources(p).Select(s => new Rule(
                    p.IpProtocol == "-1" ? "all" : p.IpProtocol, p.FromPort, p.ToPort, s.Source, Given(s.Description))))
                .OrderBy(r => r.Protocol, StringComparer.Ordinal).ThenBy(r => r.FromPort).ThenBy(r => r.ToPort)
                .ThenBy(r => r.Source, StringComparer.Ordinal).ThenBy(r => r.Description, StringComparer.Ordinal),
        ];

        private static IEnumerable<(string? Source, string? Description)> Sources(IpPermission p) =>
        [
            .. (p.Ipv4Ranges ?? []).Select(r => (r.CidrIp, r.Description)),
            .. (p.Ipv6Ranges ?? []).Select(r => (r.CidrIpv6, r.Description)),
            .. (p.PrefixListIds ?? []).Select(r => (r.Id, r.Description)),
            .. (p.UserIdGroupPairs ?? []).Select(r => (r.GroupId ?? r.GroupName, r.Description)),
        ];
    }

    /// <summary>One rule as it stands in the facts.</summary>
    private sealed record Rule(
        [property: JsonPropertyName("protocol")] string? Protocol,
        [property: JsonPropertyName("fromPort")] int? FromPort,
        [property: JsonPropertyName("toPort")] int? ToPort,
        [property: JsonPropertyName("source")] string? Source,
        [property: JsonPropertyName("description")] string? Description);
}
