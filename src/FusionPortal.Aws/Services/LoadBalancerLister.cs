using FusionPortal.Aws.Wire;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>Elastic Load Balancing, version 2: application, network and gateway load balancers, 400 a page. Classic ones are of another
/// API.</summary>
internal sealed class LoadBalancerLister : IServiceLister
{
    private const string Api = "elasticloadbalancing:DescribeLoadBalancers";

    private static readonly WireService Service = new("Elastic Load Balancing v2", "elasticloadbalancing", "2015-12-01");

    public ServiceReach Reach { get; } = new("elbv2", "Load balancers", IsGlobal: false, new HashSet<string> { LoadBalancer.Kind });

    public IReadOnlyList<string> Actions { get; } = [Api];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync(Api, async (token, ct) =>
        {
            var answer = await listing.WireAsync(Service, Api,
                c => c.QueryAsync("DescribeLoadBalancers", [("PageSize", "400"), ("Marker", token)], ct), ct);
            return new([.. answer.Items("LoadBalancers").Select(b => listing.WithoutTags(b.Text("LoadBalancerArn") ?? "", new
            {
                type = b.Text("Type"),
                scheme = b.Text("Scheme"),
                vpcId = b.Text("VpcId"),
                dnsName = b.Text("DNSName"),
                state = b.Element("State")?.Text("Code"),
            }))], answer.Text("NextMarker"));
        }, cancellationToken);
}
