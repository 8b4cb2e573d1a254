using System.Xml;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services.Ec2;

/// <summary>Instances and what belongs to them, as EC2 writes them.</summary>
internal static class Ec2Compute
{
    public static void Reservation(XmlWriter w, PlacedResource placed)
    {
        w.WriteElementString("reservationId", "r-" + placed.Resource.Name[2..]);
        w.WriteElementString("ownerId", placed.AccountId);
        w.List("groupSet", "item", Array.Empty<string>(), (_, _) => { });
        w.List("instancesSet", "item", [placed], Instance);
    }

    public static void Volume(XmlWriter w, PlacedResource placed)
    {
        var facts = placed.Resource.Facts as VolumeFacts ?? new VolumeFacts(placed.Region + "a", 100);
        w.WriteElementString("volumeId", placed.Resource.Name);
        w.Number("size", facts.GiB);
        w.WriteElementString("snapshotId", "");
        w.WriteElementString("availabilityZone", facts.Zone);
        w.WriteElementString("status", facts.InstanceId is null ? "available" : "in-use");
        w.Moment("createTime", Made.At);
        w.List("attachmentSet", "item", facts.InstanceId is { } id ? [id] : Array.Empty<string>(), (e, instance) =>
        {
            e.WriteElementString("volumeId", placed.Resource.Name);
            e.WriteElementString("instanceId", instance);
            e.WriteElementString("device", "/dev/sda1");
            e.WriteElementString("status", "attached");
            e.Moment("attachTime", Made.At);
            e.Flag("deleteOnTermination", true);
        });
        w.TagSet(placed.Resource);
        w.WriteElementString("volumeType", "gp3");
        w.Flag("encrypted", facts.Encrypted);
        w.Flag("multiAttachEnabled", false);
    }

    public static void Address(XmlWriter w, PlacedResource placed)
    {
        var facts = placed.Resource.Facts as AddressFacts ?? new AddressFacts("203.0.113.1", null);
        w.WriteElementString("publicIp", facts.PublicIp);
        w.WriteElementString("allocationId", placed.Resource.Name);
        w.WriteElementString("domain", "vpc");
        w.Text("instanceId", facts.InstanceId);
        w.Text("associationId", facts.InstanceId is null ? null : "eipassoc-" + placed.Resource.Name["eipalloc-".Length..]);
        w.WriteElementString("networkBorderGroup", placed.Region);
        w.Text("serviceManaged", facts.ServiceManaged);
        w.TagSet(placed.Resource);
    }

    public static void KeyPair(XmlWriter w, PlacedResource placed)
    {
        w.WriteElementString("keyPairId", placed.Resource.Name);
        w.WriteElementString("keyFingerprint", "1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f");
        w.WriteElementString(
            "keyName", (placed.Resource.Facts as KeyPairFacts)?.KeyName ?? placed.Resource.Tag("Name") ?? placed.Resource.Name);
        w.WriteElementString("keyType", "rsa");
        w.TagSet(placed.Resource);
        w.Moment("createTime", Made.At);
    }

    private static void Instance(XmlWriter w, PlacedResource placed)
    {
        var facts = placed.Resource.Facts as InstanceFacts ?? new InstanceFacts("running", "t3.large", placed.Region + "a");
        w.WriteElementString("instanceId", placed.Resource.Name);
        w.WriteElementString("imageId", "ami-0abcdef1234567890");
        w.Element("instanceState", s =>
        {
            s.WriteElementString(
                "code", facts.State switch { "pending" => "0", "running" => "16", "stopped" => "80", "terminated" => "48", _ => "64" });
            s.WriteElementString("name", facts.State);
        });
        w.WriteElementString("instanceType", facts.Type);
        w.Moment("launchTime", Made.At);
        w.Element("placement", p => p.WriteElementString("availabilityZone", facts.Zone));
        w.WriteElementString("platform", "windows");
        w.Text("subnetId", facts.SubnetId);
        w.Text("vpcId", facts.VpcId);
        w.List("groupSet", "item", facts.SecurityGroups, (e, id) => e.WriteElementString("groupId", id));
        w.WriteElementString("architecture", "x86_64");
        w.TagSet(placed.Resource);
        w.Element("operator", o =>
        {
            o.Flag("managed", facts.Operator is not null);
            o.Text("principal", facts.Operator);
        });
    }
}
