using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>Elastic Load Balancing, version 2: DescribeLoadBalancers, up to 400 a page, no tags.</summary>
internal sealed class LoadBalancingService(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    public Dialect Dialect { get; } = new("elasticloadbalancing", WireProtocol.Query)
    {
        Version = "2015-12-01",
        Namespace = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["DescribeLoadBalancers"] = Operation.Of("elasticloadbalancing:DescribeLoadBalancers", Describe, "Marker"),
    };

    private WireAnswer Describe(WireCall call, PageFaults faults)
    {
        var balancers = estate.Placed(call.Principal!.AccountId, call.Region, ArnKind.LoadBalancer);
        var page = paging.Cut(call, balancers, faults, "Marker", call.Size("PageSize", 1, 400, 400));
        return WireAnswer.QueryXml(call, w =>
        {
            w.List("LoadBalancers", "member", page.Entries, (e, balancer) =>
            {
                // The ARN ends in app/name/id.
                var (type, name) = balancer.Resource.Name.Split('/') is [var t, var n, _] ? (t, n) : ("app", balancer.Resource.Name);
                e.WriteElementString("LoadBalancerArn", balancer.Resource.Arn);
                e.WriteElementString("DNSName", $"{name}.{balancer.Region}.elb.amazonaws.com");
                e.Moment("CreatedTime", Made.At);
                e.WriteElementString("LoadBalancerName", name);
                e.WriteElementString("Scheme", "internet-facing");
                e.Element("State", s => s.WriteElementString("Code", "active"));
                e.WriteElementString("Type", type == "net" ? "network" : "application");
                e.WriteElementString("IpAddressType", "ipv4");
            });
            w.Text("NextMarker", page.Next);
        });
    }
}
