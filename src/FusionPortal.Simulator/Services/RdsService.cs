using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>DescribeDBInstances, with tags; 20 to 100 a page.</summary>
internal sealed class RdsService(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    public Dialect Dialect { get; } = new("rds", WireProtocol.Query)
    {
        Version = "2014-10-31",
        Namespace = "http://rds.amazonaws.com/doc/2014-10-31/",
        Invalid = "InvalidParameterValue",
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["DescribeDBInstances"] = Operation.Of("rds:DescribeDBInstances", Describe, "Marker"),
    };

    private WireAnswer Describe(WireCall call, PageFaults faults)
    {
        var databases = estate.Placed(call.Principal!.AccountId, call.Region, ArnKind.Database);
        var page = paging.Cut(call, databases, faults, "Marker", call.Size("MaxRecords", 20, 100, 100));
        return WireAnswer.QueryXml(call, w =>
        {
            w.Text("Marker", page.Next);
            w.List("DBInstances", "DBInstance", page.Entries, Instance);
        });
    }

    private static void Instance(System.Xml.XmlWriter w, PlacedResource placed)
    {
        var facts = placed.Resource.Facts as DatabaseFacts ?? new DatabaseFacts("sqlserver-web", "15.00.4415.2.v1", placed.Region + "a");
        w.WriteElementString("DBInstanceIdentifier", placed.Resource.Name);
        w.WriteElementString("DBInstanceClass", facts.Class);
        w.WriteElementString("Engine", facts.Engine);
        w.WriteElementString("DBInstanceStatus", facts.Status);
        w.WriteElementString("MasterUsername", "admin");
        w.Element("Endpoint", e =>
        {
            e.WriteElementString("Address", $"{placed.Resource.Name}.simulated.{placed.Region}.rds.amazonaws.com");
            e.Number("Port", 1433);
        });
        w.Number("AllocatedStorage", 200);
        w.Moment("InstanceCreateTime", Made.At);
        w.WriteElementString("AvailabilityZone", facts.Zone);
        if (facts.VpcId is { } vpc)
        {
            w.Element("DBSubnetGroup", e =>
            {
                e.WriteElementString("DBSubnetGroupName", "pos");
                e.WriteElementString("VpcId", vpc);
                e.WriteElementString("SubnetGroupStatus", "Complete");
            });
        }

        w.Flag("MultiAZ", facts.MultiAz);
        w.WriteElementString("EngineVersion", facts.EngineVersion);
        w.Flag("PubliclyAccessible", facts.PubliclyAccessible);
        w.Flag("StorageEncrypted", facts.Encrypted);
        if (facts.Cluster is { } cluster) w.WriteElementString("DBClusterIdentifier", cluster);
        w.WriteElementString("DBInstanceArn", placed.Resource.Arn);
        w.TagList("TagList", "Tag", placed.Resource);
    }
}
