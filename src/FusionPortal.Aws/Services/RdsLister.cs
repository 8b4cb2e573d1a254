using System.Globalization;
using System.Xml.Linq;
using FusionPortal.Aws.Wire;
using FusionPortal.Conventions;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Core.Abstractions;

namespace FusionPortal.Aws.Services;

/// <summary>RDS: database instances with their tags, 100 a page.</summary>
internal sealed class RdsLister : IServiceLister
{
    private static readonly WireService Service = new("RDS", "rds", "2014-10-31");

    public ServiceReach Reach { get; } = new("rds", "RDS", IsGlobal: false, new HashSet<string>
    {
        RdsInstance.Kind, NeptuneInstance.Kind, DocumentDbInstance.Kind,
    });

    public IReadOnlyList<string> Actions { get; } = ["rds:DescribeDBInstances"];

    public IAsyncEnumerable<ObservationPage> ListAsync(Listing listing, CancellationToken cancellationToken) =>
        listing.ReadAsync("rds:DescribeDBInstances", async (token, ct) =>
        {
            var answer = await listing.WireAsync(Service, "rds:DescribeDBInstances",
                c => c.QueryAsync("DescribeDBInstances", [("MaxRecords", "100"), ("Marker", token)], ct), ct);
            return new([.. answer.Items("DBInstances").Select(i => Observe(listing, i))], answer.Text("Marker"));
        }, cancellationToken);

    // Neptune and DocumentDB share RDS's list and its ARNs; only the engine tells them apart, and RDS's conventions are not theirs.
    private static Observation Observe(Listing listing, XElement i)
    {
        var seen = Instance(listing, i);
        return seen.Kind != RdsInstance.Kind ? seen : i.Text("Engine") switch
        {
            "neptune" => seen with { Kind = NeptuneInstance.Kind },
            "docdb" => seen with { Kind = DocumentDbInstance.Kind },
            _ => seen,
        };
    }

    private static Observation Instance(Listing listing, XElement i) => listing.Tagged(
        i.Text("DBInstanceArn") ?? "",
        i.Items("TagList").Select(t => (t.Text("Key"), t.Text("Value"))),
        new
        {
            engine = i.Text("Engine"),
            engineVersion = i.Text("EngineVersion"),
            availabilityZone = i.Text("AvailabilityZone"),
            publiclyAccessible = i.Flag("PubliclyAccessible"),
            @class = i.Text("DBInstanceClass"),
            state = i.Text("DBInstanceStatus"),
            endpoint = i.Element("Endpoint")?.Text("Address"),
            port = int.TryParse(i.Element("Endpoint")?.Text("Port"), CultureInfo.InvariantCulture, out var port) ? port : (int?)null,
            vpcId = i.Element("DBSubnetGroup")?.Text("VpcId"),
            multiAz = i.Flag("MultiAZ"),
            // Of Aurora, and of a Multi-AZ DB cluster, whose members RDS names.
            cluster = i.Text("DBClusterIdentifier"),
        });
}
