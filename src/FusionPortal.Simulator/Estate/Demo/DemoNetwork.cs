using FusionPortal.Simulator.Estate.Facts;

namespace FusionPortal.Simulator.Estate.Demo;

/// <summary>Addresses and rules of the demo's networks, as the VPC checklist makes them.</summary>
internal static class DemoNetwork
{
    private const string Office = "198.51.100.0/24";

    public static NetworkFacts Of(Place p, string kind, string name)
    {
        var vpc = DemoFacts.Id(p, "vpc", "vpc", "VPC-POS");
        return kind switch
        {
            ArnKind.Vpc => new NetworkFacts(vpc) { Cidr = "10.0.0.0/16" },
            ArnKind.Subnet => new NetworkFacts(vpc) { Cidr = Cidr(name), Zone = p.Region + name[^1] },
            ArnKind.RouteTable when name == "RT-POS-public" => new NetworkFacts(vpc)
            {
                DefaultGateway = DemoFacts.Id(p, "internet-gateway", "igw", "IGW-POS"),
                Subnets = [Subnet(p, "public-a"), Subnet(p, "public-b")],
            },
            ArnKind.RouteTable => new NetworkFacts(vpc) { Subnets = [Subnet(p, "private-" + name[^1])] },
            _ => new NetworkFacts(vpc),
        };
    }

    public static SecurityGroupFacts SecurityGroup(Place p, string name)
    {
        string Group(string other) => DemoFacts.Id(p, "security-group", "sg", other);
        IReadOnlyList<RuleFacts> rules = name switch
        {
            // One rule for each of the staff, with the name beside it.
            "SG-POS-OPS" =>
                [new("tcp", 1433, 1433, "198.51.100.11/32", "Ana Ruiz"), new("tcp", 1433, 1433, "198.51.100.12/32", "Marek Novak")],
            "SG-POS-WEB" =>
                [new("tcp", 80, 80, "0.0.0.0/0", "HTTP, redirected"), new("tcp", 443, 443, "0.0.0.0/0", "HTTPS"),
                new("tcp", 443, 443, "::/0", "HTTPS")],
            "SG-POS-DB" =>
                [new("tcp", 1433, 1433, null, "SQL Server from POS hosts", Group("SG-POS-WEB")),
                new("tcp", 1433, 1433, Office, "SQL Server from the office")],
            "SG-POS-MQ" => [new("tcp", 5671, 5671, null, "RabbitMQ from POS hosts", Group("SG-POS-WEB"))],
            "default" => [new("-1", null, null, null, null, Group("default"))],
            "launch-wizard-3" => [new("tcp", 3389, 3389, "0.0.0.0/0", null)],
            _ => [new("tcp", 443, 443, "203.0.113.64/32", "The shop's office")],
        };
        return new SecurityGroupFacts(
            name, name == "default" ? "default VPC security group" : $"Rules of {name}", DemoFacts.Id(p, "vpc", "vpc", "VPC-POS"), rules);
    }

    private static string Subnet(Place p, string name) => DemoFacts.Id(p, "subnet", "subnet", "SUB-POS-" + name);

    private static string Cidr(string subnet) => subnet["SUB-POS-".Length..] switch
    {
        "public-a" => "10.0.0.0/24",
        "public-b" => "10.0.1.0/24",
        "private-a" => "10.0.10.0/24",
        _ => "10.0.11.0/24",
    };
}
