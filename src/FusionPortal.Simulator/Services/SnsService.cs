using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>ListTopics; 100 a page, and no way to ask for more.</summary>
internal sealed class SnsService(ISimulatedEstate estate, Paging paging) : ISimulatedService
{
    public Dialect Dialect { get; } = new("sns", WireProtocol.Query)
    {
        Version = "2010-03-31",
        Namespace = "http://sns.amazonaws.com/doc/2010-03-31/",
        Invalid = "InvalidParameter",
        Denied = ("AuthorizationError", 403),
    };

    public IReadOnlyDictionary<string, Operation> Operations => new Dictionary<string, Operation>
    {
        ["ListTopics"] = Operation.Of("sns:ListTopics", List, "NextToken"),
    };

    private WireAnswer List(WireCall call, PageFaults faults)
    {
        var page = paging.Cut(call, estate.Of(call.Principal!.AccountId, call.Region, ArnKind.Topic), faults, "NextToken", 100);
        return WireAnswer.QueryXml(call, w =>
        {
            w.List("Topics", "member", page.Entries, (e, topic) => e.WriteElementString("TopicArn", topic.Arn));
            w.Text("NextToken", page.Next);
        });
    }
}
