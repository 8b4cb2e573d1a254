using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using FusionPortal.Aws.Calls;
using FusionPortal.Aws.Services;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Readers;

/// <summary>One VPC's switches for DNS: EC2 tells one attribute in each call.</summary>
internal sealed class VpcFactReader(AccountCallsSource source) : IVpcFactReader
{
    private const string Api = "ec2:DescribeVpcAttribute";

    public async Task<JsonElement?> ReadVpcAsync(
        string accountId, string region, string vpcId, ICallMeter meter, CancellationToken cancellationToken)
    {
        using var calls = source.Open(accountId, region, meter);
        try
        {
            var hostnames = await AskAsync(calls, vpcId, VpcAttributeName.EnableDnsHostnames, cancellationToken);
            var support = await AskAsync(calls, vpcId, VpcAttributeName.EnableDnsSupport, cancellationToken);
            return JsonSerializer.SerializeToElement(
                new { dnsHostnames = hostnames.EnableDnsHostnames, dnsSupport = support.EnableDnsSupport });
        }
        catch (TargetFailedException e) when ((e.InnerException as AmazonServiceException)?.ErrorCode == "InvalidVpcID.NotFound")
        {
            return null;
        }
    }

    private static Task<DescribeVpcAttributeResponse> AskAsync(
        AccountCalls calls, string vpcId, VpcAttributeName attribute, CancellationToken cancellationToken) => calls.CallAsync(
        Api, credentials => Ec2Lister.Client(calls.Clients, credentials, calls.Region, calls.Meter),
        c => c.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = vpcId, Attribute = attribute }, cancellationToken),
        cancellationToken);
}
