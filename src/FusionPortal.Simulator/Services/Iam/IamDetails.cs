using System.Security.Cryptography;
using System.Text;
using System.Xml;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services.Iam;

/// <summary>Users and roles as GetAccountAuthorizationDetails writes them. Policy documents are JSON, encoded as in a URL.</summary>
internal static class IamDetails
{
    private const string NobodyTrusts = """{"Version":"2012-10-17","Statement":[]}""";

    public static void User(XmlWriter w, PlacedResource placed)
    {
        var facts = Facts(placed);
        Head(w, placed.Resource, "User", "AIDA");
        if (facts.InlinePolicies.Count > 0) Policies(w, "UserPolicyList", facts);
        w.List("GroupList", "member", facts.Groups, (e, group) => e.WriteString(group));
        Tail(w, placed.Resource, facts);
    }

    public static void Role(XmlWriter w, PlacedResource placed)
    {
        var facts = Facts(placed);
        Head(w, placed.Resource, "Role", "AROA");
        w.WriteElementString("AssumeRolePolicyDocument", Uri.EscapeDataString(facts.TrustPolicy ?? NobodyTrusts));
        w.List("InstanceProfileList", "member", Array.Empty<string>(), (_, _) => { });
        Policies(w, "RolePolicyList", facts);
        Tail(w, placed.Resource, facts);
    }

    /// <summary>The name is what stands behind the last slash; what stands before it is the path.</summary>
    public static string NameOf(SimulatedResource identity) => identity.Name[(identity.Name.LastIndexOf('/') + 1)..];

    private static void Head(XmlWriter w, SimulatedResource identity, string what, string idPrefix)
    {
        var name = NameOf(identity);
        w.WriteElementString("Path", "/" + identity.Name[..^name.Length]);
        w.WriteElementString(what + "Name", name);
        w.WriteElementString(what + "Id", idPrefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity.Arn)))[..17]);
        w.WriteElementString("Arn", identity.Arn);
        w.Moment("CreateDate", Made.At);
    }

    private static void Policies(XmlWriter w, string list, IdentityFacts facts) =>
        w.List(list, "member", facts.InlinePolicies, (e, policy) =>
    {
        e.WriteElementString("PolicyName", policy.Key);
        e.WriteElementString("PolicyDocument", Uri.EscapeDataString(policy.Value));
    });

    private static void Tail(XmlWriter w, SimulatedResource identity, IdentityFacts facts)
    {
        w.List("AttachedManagedPolicies", "member", facts.ManagedPolicies, (e, arn) =>
        {
            e.WriteElementString("PolicyName", arn[(arn.LastIndexOf('/') + 1)..]);
            e.WriteElementString("PolicyArn", arn);
        });
        w.TagList("Tags", "member", identity);
    }

    private static IdentityFacts Facts(PlacedResource placed) => placed.Resource.Facts as IdentityFacts ?? new IdentityFacts();
}
