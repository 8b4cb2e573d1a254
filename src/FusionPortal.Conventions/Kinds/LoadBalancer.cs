namespace FusionPortal.Conventions.Kinds;

/// <summary>Load balancers, classic ones too.</summary>
public sealed class LoadBalancer : ResourceKind
{
    public const string Kind = "load-balancer";

    public override string Id => Kind;

    public override string Label => "load balancer";

    public override ArnShape Arn { get; } = new("elasticloadbalancing", "loadbalancer/", "loadbalancer/app/web/0a1b", "web")
    {
        Name = NameIn,
    };

    public override CreationEvents CreationEvents { get; } = CreationEvents.Of("CreateLoadBalancer") with { NameTheArn = true };

    public override KindScope Scope => KindScope.Regional;

    // "app/name/id" and "net/name/id"; a classic load balancer has its name alone.
    private static string NameIn(string rest)
    {
        var slash = rest.IndexOf('/');
        return slash < 0 ? rest : ArnShape.Before(rest[(slash + 1)..], '/');
    }
}
