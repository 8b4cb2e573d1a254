using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Core.Abstractions;
using Kinds = FusionPortal.Conventions.Kinds;

namespace FusionPortal.Aws.Readers;

/// <summary>
/// A VPC's switches for DNS, which no list of VPCs tells: EC2 tells one attribute in each call. AWS's own default VPCs, one in each region
/// of each account, are left out: nothing is judged of them.
/// </summary>
internal sealed class VpcFactReader : IKindFactReader
{
    private const string Api = "ec2:DescribeVpcAttribute";

    public FactPass Pass { get; } = new(Kinds.Vpc.Kind, Kinds.Vpc.Kind, AtMost: 50) { Unless = "isDefault" };

    public IReadOnlyList<PermissionStatement> Permissions { get; } =
        [new("ReadVpcFacts", [Api]) { Without = "whether VPCs give and resolve DNS names is not evaluated." }];

    public string Gone => "InvalidVpcID.NotFound";

    public async Task<JsonElement> ReadAsync(AccountCalls calls, DueResource resource, CancellationToken cancellationToken)
    {
        var hostnames = await AskAsync(calls, resource.Id, VpcAttributeName.EnableDnsHostnames, cancellationToken);
        var support = await AskAsync(calls, resource.Id, VpcAttributeName.EnableDnsSupport, cancellationToken);
        return JsonSerializer.SerializeToElement(
            new { dnsHostnames = hostnames.EnableDnsHostnames, dnsSupport = support.EnableDnsSupport });
    }

    private static Task<DescribeVpcAttributeResponse> AskAsync(
        AccountCalls calls, string vpcId, VpcAttributeName attribute, CancellationToken cancellationToken) => calls.CallAsync(
        Api, credentials => Ec2Lister.Client(calls.Clients, credentials, calls.Region, calls.Meter),
        c => c.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = vpcId, Attribute = attribute }, cancellationToken),
        cancellationToken);
}
